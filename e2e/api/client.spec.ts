import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { newKey } from '../support/keys';
import { expect, test } from '../support/test';

test('the portal serves the client, which npm installs and a program asks with', async ({
  keyport,
  ada,
}, info) => {
  const key = await newKey(ada);
  const folder = info.outputPath();
  writeFileSync(`${folder}/package.json`, '{ "private": true, "type": "module" }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', `${keyport.portalUrl}/client.tgz`], {
    cwd: folder,
  });
  writeFileSync(
    `${folder}/ask.js`,
    `import { createKeyport } from '@keyport/client';
     const keyport = createKeyport({ url: process.argv[2] });
     console.log(JSON.stringify(await keyport.verify({ key: process.argv[3] })));`,
  );
  const answer = execFileSync('node', ['ask.js', keyport.verifierUrl, `${key.key}.${key.secret}`], {
    cwd: folder,
  });
  expect(JSON.parse(answer.toString())).toMatchObject({ valid: true, key: { id: key.id } });
});
