import './hosts/electron/boot.ts'
