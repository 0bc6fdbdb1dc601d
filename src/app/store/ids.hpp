/// A type for the number of each kind of thing that is kept.
#pragma once

#include "platform/base/id.hpp"

namespace parvis::store {

using CityId = Id<struct CityKind>;
using PersonId = Id<struct PersonKind>;
using AccountId = Id<struct AccountKind>;
using GrantId = Id<struct GrantKind>;
using PartnerId = Id<struct PartnerKind>;
using ProgrammeId = Id<struct ProgrammeKind>;
using ApplicationId = Id<struct ApplicationKind>;
using RoundId = Id<struct RoundKind>;
using ProposalId = Id<struct ProposalKind>;
using PairId = Id<struct PairKind>;
using ImportNumber = Id<struct ImportKind>;

}  // namespace parvis::store
