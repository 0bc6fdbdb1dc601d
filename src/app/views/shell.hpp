/// What stands around every page: languages, head, menu, foot. Markup: web/README.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/programme/programme.hpp"
#include "platform/base/moment.hpp"
#include "platform/html/html.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::views {

enum class Section {
  none,
  programmes,
  trial,
  today,
  people,
  referrals,
  rounds,
  import,
  staff,
  erasure,
  protected_people,
  log,
  own
};
/// How the page's main part lies: from edge to edge, in the public measure, or wide and dense for work.
enum class Ground { edge_to_edge, public_page, work };

/// What a page that anyone may read says of what lies behind sign-in: nothing, the way in, or the way back to it.
enum class Door { none, sign_in, today };

/// What stands around the pages of somebody who is signed in: only what they may open is in the menu.
struct Desk {
  std::string name;               ///< of the person who is signed in
  std::string form_token;         ///< for signing out
  std::vector<Section> sections;  ///< in the order of the menu; for staff
  bool is_staff() const { return !sections.empty(); }
};

struct Frame {
  std::string title;  ///< of the page; "– Parvis" is added
  std::string path;   ///< without the language: "" is the front page, "/program"
  std::string query;  ///< as sent; kept by the links to other languages
  Section section = Section::none;
  Ground ground = Ground::public_page;
  bool has_faults = false;     ///< the title says first that something is to be mended
  const Desk* desk = nullptr;  ///< null: nobody is signed in, or it is a page for anyone
  Door door = Door::none;      ///< on pages for anyone
};
/// A page of somebody who is signed in and works.
Frame work_frame(Section section, std::string title, std::string path, const Desk& desk,
                 bool has_faults = false);
/// A page for anyone with one thing on it.
Frame plain_frame(std::string title, std::string path, bool has_faults = false);
std::string page(const Frame& frame, const Html& main, const Texts& t);

/// The head of a page with one thing on it; `lead` may be empty.
Html page_title(const std::string& words, const std::string& lead);
/// What has just happened; nothing where there is nothing to say.
Html notice(const std::string& words);

/// Where nothing stands yet: a good sentence, and why.
Html empty_state(const std::string& words, const std::string& why);

/// "/sv/program" for "/program" in the reader's language; "/sv/" for "".
Url address(const Texts& t, std::string_view path);
/// A moment in words, and for machines.
Html time_of(Moment moment, const Texts& t);
/// A programme's own words. Where they are not there in the reader's language they are Swedish, and say so.
Html local(const programme::LocalText& text, const Texts& t);

}  // namespace parvis::views
