// Which records feed which lever; names as the overview counts them.
// SPDX-License-Identifier: Apache-2.0

export const leverRecords: Record<string, string[]> = {
  funding: ['fund_lines'],
  support: ['factor_needs', 'factor_quotas', 'blockers'],
  supervision: ['visits', 'promises', 'orders'],
  output: ['outputs', 'returns'],
};
