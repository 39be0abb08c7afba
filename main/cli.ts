import { processIo } from './hosts/cli/io.ts'
import { main } from './hosts/cli/main.ts'

process.exitCode = await main(process.argv.slice(2), processIo())
