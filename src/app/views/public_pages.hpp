/// The pages that anyone may read: front page, catalogue, a programme, what Parvis is, and what went wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/views/shell.hpp"
#include "domain/programme/programme.hpp"

namespace parvis::views {

std::string front_page(const Texts& t, Door door = Door::none);

struct CategoryCount {
  programme::Category category;
  int programmes = 0;
  bool chosen = false;
};
/// "colleagues", "women", "youths", "everyone": as the filter's address has it.
std::string_view id_of(programme::Category category);

struct CatalogueEntry {
  const programme::Programme& programme;
  std::vector<const programme::Track*> tracks;  ///< those that the wish fits; all without a wish
};
struct Suggested {
  std::string title, query;  ///< the query that asks for it
};
struct CatalogueShown {
  std::string query;  ///< as sent
  std::string wish;   ///< the occupation asked for, as written
  std::vector<CategoryCount> categories;
  std::vector<CatalogueEntry> entries;
  int programmes = 0;                  ///< in the whole catalogue
  std::vector<Suggested> suggestions;  ///< titles that the wish may have meant
  Door door = Door::none;
};
std::string catalogue_page(const CatalogueShown& shown, const Texts& t);

std::string programme_page(const programme::Programme& programme, const Texts& t, Door door = Door::none);
/// "6 months"; nothing when the programme does not say.
std::string length_of(const programme::Programme& programme, const Texts& t);

/// Whose spreadsheets *Try a matching* reads: those of whoever sits at this computer, nobody's, or, on a server with a
/// city's memory, those of coordinators who are signed in.
enum class OwnFiles { accepted, refused, of_coordinators };
std::string about_page(const Texts& t, Door door = Door::none);
std::string privacy_page(OwnFiles own_files, const Texts& t, Door door = Door::none);
std::string accessibility_page(const Texts& t, Door door = Door::none);

/// A page for each status that can be answered, with what to do next. `path` is the page asked for in the other
/// languages, without the language; empty when there is no such page.
std::string error_page(int status, std::string_view path, const Texts& t);
/// For a link that was used, is too old or was never made: the same words, so that nothing is told.
std::string used_link_page(const Texts& t);
/// The rules said no: why, in their words, and a way back to the first page of whoever works here.
std::string refused_page(const std::string& why, const Texts& t);

}  // namespace parvis::views
