/// The programmes, partners and day that the tests of access speak of.
#pragma once

#include "domain/access/role.hpp"

namespace parvis::access::fixture {

inline constexpr ProgrammeId duo{1}, youth{2};
inline constexpr PartnerId union_{1}, museum{2};
inline const Date today = *Date::from(2026, 11, 23);

}  // namespace parvis::access::fixture
