/// The rules behind `may` and `row_scope`: one line for each allowed cell of SECURITY's table.
#pragma once

#include <optional>
#include <span>

#include "domain/access/access.hpp"

namespace parvis::access {

/// What must be between the asker and the thing.
enum class Tie {
  anything,  ///< any in the city
  own,
  own_pair,  ///< active or ended
  own_active_pair,
  own_referral,
  own_note,
  own_organisation,
  own_organisation_with_consent,
  own_programme,  ///< or own unit
};

struct Rule {
  std::optional<Role> role;  ///< nothing: whoever is signed in
  Thing thing;
  Doings doings;
  Tie tie;
  Conditions conditions = {};
};
std::span<const Rule> rules();

/// Does a tie of this kind, under this grant, reach the thing?
bool reaches(Tie tie, const std::optional<Grant>& grant, const Relation& relation);
/// Has the grant all it needs for the tie to reach anything at all (a coordinator a programme, for instance)?
bool can_reach(Tie tie, const std::optional<Grant>& grant);
/// Does the thing stay readable behind the wall around protected persons?
bool is_behind_the_wall(Thing thing);

}  // namespace parvis::access
