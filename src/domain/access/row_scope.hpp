/// Which rows a list, count, search or export may hold: the same rules as `may`, as a value that a query's
/// parameters are made from. A row is in the scope exactly when `may(read)` of that row is not denied.
///
///   WHERE a part holds for the row (the parts are joined by OR; within a part, tie AND programme AND partner),
///     AND NOT is_protected, unless the scope is of things behind the wall.
#pragma once

#include <optional>
#include <vector>

#include "domain/access/rules.hpp"

namespace parvis::access {

struct ScopePart {
  Tie tie;
  std::optional<ProgrammeId> programme;  ///< the row stands in it
  std::optional<PartnerId> partner;      ///< the row belongs to it; with consent where the tie says so
  Conditions conditions;                 ///< with which the rows of this part are read
  friend bool operator==(const ScopePart&, const ScopePart&) = default;
};

struct RowScope {
  std::vector<ScopePart> parts;     ///< empty: no row
  bool includes_protected = false;  ///< only for things behind the wall
  bool is_none() const { return parts.empty(); }
  /// Rows may be counted (as figures, with the rules for small cells) but none shown.
  bool is_aggregate_only() const;
  /// What may stand as rows of a list: without parts for figures only, for one at a time, or with a reason, which is
  /// given for one row and not for a list.
  RowScope listed() const;
};

RowScope row_scope(const Asker& asker, Thing thing, Date day);

}  // namespace parvis::access
