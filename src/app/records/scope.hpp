/// Which rows of applications, pairs and rounds a reader's list may hold: a RowScope as one argument of a statement,
/// and the condition that reads it.
///
///   constexpr db::Query q{"waiting", R"(SELECT … FROM application a WHERE a.city_id = $1 AND )"
///       PARVIS_IN_SCOPE("a.programme_id", "a.partner_id", "$2") " ORDER BY …"};
///   tx.all(q, tx.city(), scope_text(scope));
///
/// Ties to the reader themself (own, own pair, own referral, own note) are no lists of the register: such parts reach
/// no row here. Neither does an organisation's part that needs consent: those people are opened one at a time.
#pragma once

#include <string>

#include "domain/access/row_scope.hpp"

/// `programme`, `partner`: the row's columns. `scope`: the argument that holds scope_text. Literals all three.
#define PARVIS_IN_SCOPE(programme, partner, scope)                                              \
  "(" scope " = '*' OR " scope " LIKE '%,' || CAST(" programme " AS TEXT) || ':*,%' OR " scope  \
  " LIKE '%,*:' || CAST(" partner " AS TEXT) || ',%' OR " scope " LIKE '%,' || CAST(" programme \
  " AS TEXT) || ':' || CAST(" partner " AS TEXT) || ',%')"

namespace parvis::records {

/// "*" for the whole city; else ",12:*,*:7,12:7," — programme and partner of each part; "," for nothing at all.
/// Parts for figures only, and for one at a time, are no rows of a list.
std::string scope_text(const access::RowScope& scope);
/// The whole city: for acts that somebody else has asked about before.
access::RowScope whole_city();

}  // namespace parvis::records
