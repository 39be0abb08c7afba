/** Version 3: what training finds beside the network, iteration by iteration. */
export const third = `
ALTER TABLE curves ADD COLUMN estimates BLOB; -- by name, at the iterations of the loss
`
