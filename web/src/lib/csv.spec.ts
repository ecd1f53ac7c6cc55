import { describe, expect, it } from 'vitest';
import { csvCell, csvText } from './csv';

describe('csv', () => {
  it('quotes what needs quotes', () => {
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('say "x"\n')).toBe('"say ""x""\n"');
    expect(csvCell('plain')).toBe('plain');
    expect(csvCell(null)).toBe('');
    expect(csvCell(Number.NaN)).toBe('');
  });
  it.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\tx', '\rx', "=HYPERLINK(\"http://x\")"])('defuses %j', (text) => {
    expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
  });
  it.each(['-12', '+3.5', '12'])('leaves the number %s alone', (text) => {
    expect(csvCell(text)).toBe(text);
    expect(csvCell(Number(text))).toBe(String(Number(text)));
  });
  it('starts with a byte-order mark and ends lines with CR LF', () => {
    expect(csvText([['名', 1]])).toBe('\uFEFF名,1\r\n');
  });
});
