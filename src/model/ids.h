// The typed ids of all nouns, and the codes that stand in every key.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/id.h"

namespace tc::model {

/// Six-digit GB/T 2260 region code: the tenant and the shard. Codes from 990000 are synthetic
/// cities.
struct CityCode {
  std::int32_t value{};
  friend auto operator<=>(const CityCode&, const CityCode&) = default;
};

using OrganizationId = Id<struct OrganizationTag>;
using UserId = Id<struct UserTag>;
using ProjectId = Id<struct ProjectTag>;
using CalendarId = Id<struct CalendarTag>;
using ActivityId = Id<struct ActivityTag>;  ///< unique in the city, so links may cross projects
using LinkId = Id<struct LinkTag>;
using BlockerId = Id<struct BlockerTag>;
using VisitId = Id<struct VisitTag>;
using VisitStopId = Id<struct VisitStopTag>;
using OrderId = Id<struct OrderTag>;
using PromiseId = Id<struct PromiseTag>;
using UnitReturnId = Id<struct UnitReturnTag>;
using FundLineId = Id<struct FundLineTag>;
using FactorNeedId = Id<struct FactorNeedTag>;
using FactorQuotaId = Id<struct FactorQuotaTag>;
using HazardId = Id<struct HazardTag>;
using OutputId = Id<struct OutputTag>;
using FieldSourceId = Id<struct FieldSourceTag>;
using ForecastId = Id<struct ForecastTag>;

}  // namespace tc::model
