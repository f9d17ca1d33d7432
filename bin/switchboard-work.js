#!/usr/bin/env node
'use strict';

/**
 * A worker without HTTP: loads the Strapi app of the current folder, as `strapi start` does, and delivers until SIGTERM or SIGINT. It serves
 * nothing, and leaves the app's cron tasks to the instances that do. Exit code 1: it could not start.
 */
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

const appDir = process.cwd();
const fromApp = createRequire(path.join(appDir, 'package.json'));

const fail = (error) => {
  console.error(`switchboard-work: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exit(1);
};

/** Where the app's compiled files are: the app itself, or `outDir` of its TypeScript project. */
const findDist = async () => {
  if (!fs.existsSync(path.join(appDir, 'tsconfig.json'))) return appDir;
  // Strapi's own dependency: from its place, because package managers need not put it beside the app's.
  const fromStrapi = createRequire(fromApp.resolve('@strapi/strapi/package.json'));
  const outDir = await fromStrapi('@strapi/typescript-utils').resolveOutDir(appDir);
  if (!fs.existsSync(outDir)) throw new Error(`expected the built app in ${outDir}: run the build command before`);
  return outDir;
};

const work = async () => {
  const { createStrapi } = fromApp('@strapi/strapi');
  const strapi = createStrapi({ appDir, distDir: await findDist(), serveAdminPanel: false, autoReload: false });
  strapi.config.set('switchboard-work.isWorkerOnly', true);
  strapi.config.set('server.cron.enabled', false);

  // Strapi itself ends in an orderly way on SIGTERM and SIGINT, and what is under way is finished first.
  await strapi.load();
  if (!strapi.plugin('switchboard')) throw new Error('the plugin switchboard is not enabled in this app');
  strapi.log.info('[switchboard] working without HTTP');
};

work().catch(fail);
