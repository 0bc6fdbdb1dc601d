/// The day and the lists that the tests of this folder stand on.
#pragma once

#include "domain/occupations/taxonomy.hpp"
#include "platform/base/date.hpp"

namespace parvis::suitability {

inline Date today() {
  return *Date::from(2026, 7, 1);
}
inline const occupations::Taxonomy& taxonomy() {
  static const auto starter = occupations::Taxonomy::starter();
  return *starter;
}

}  // namespace parvis::suitability
