import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const server = process.env.TONGCHOU_SERVER ?? 'http://127.0.0.1:8642';
// The server takes changes only from its own pages, so a request that we pass on says it is one.
const passed = { target: server, changeOrigin: true, headers: { origin: server } };
const proxy = { '/api': passed, '/healthz': passed, '/readyz': passed };

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    target: 'es2022',
    // The server's content policy allows no data: scripts or styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy },
  preview: { proxy },
  test: { environment: 'node', include: ['src/**/*.spec.ts'] },
});
