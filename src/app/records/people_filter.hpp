/// A PeopleFilter within a statement: its arguments, and the conditions that read them. Literals all.
#pragma once

#include <string>
#include <tuple>

#include "app/records/people.hpp"

/// Of the person `p`.
#define PARVIS_PERSON_IS_LIKE(district, language)                                                    \
  "(p.district = " district " OR " district " = '') AND (" language                                  \
  " = '' OR EXISTS (SELECT 1 FROM person_language s WHERE s.person_id = p.person_id AND s.iso639_3 " \
  "= " language "))"
/// Of the application `a`.
#define PARVIS_APPLICATION_IS_LIKE(programme, part, state, since)                                         \
  "(CAST(" programme " AS BIGINT) = 0 OR a.programme_id = " programme ") AND (a.part = " part " OR " part \
  " = '') AND (a.state = " state " OR " state " = '') AND (" since " = '' OR (a.applied_on <= " since     \
  " AND a.ended_on IS NULL))"

namespace parvis::records {

/// District, language, programme, part, state, since: nothing asked for stands as an empty text or 0.
inline auto arguments_of(const PeopleFilter& filter) {
  return std::tuple(filter.district, filter.language,
                    filter.programme ? filter.programme->number : std::int64_t{0},
                    filter.part ? std::string(lives::id_of(*filter.part)) : std::string(),
                    filter.state ? std::string(lives::id_of(*filter.state)) : std::string(),
                    filter.waiting_since ? filter.waiting_since->iso() : std::string());
}

}  // namespace parvis::records
