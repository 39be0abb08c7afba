#!/usr/bin/env node
'use strict'
require('./launch.cjs').main('ansatz', process.argv.slice(2))
