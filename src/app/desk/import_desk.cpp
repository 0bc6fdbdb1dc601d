#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>

#include "app/desk/desk.hpp"
#include "app/gate/replies.hpp"
#include "app/imports/imports.hpp"
#include "app/views/import_pages.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Thing;
using imports::Lists;
using store::ImportNumber;
using web::Asked;
using web::Method;
using web::Policy;
using web::Route;

constexpr std::size_t most_file_bytes = 8u << 20;
constexpr std::int64_t held_for_s = 30 * 60;
constexpr std::size_t most_held = 16;

/// Lists that somebody looks at before they propose them, in memory only, for half an hour.
class HeldLists {
 public:
  void hold(std::int64_t session, Lists lists, Moment now) {
    const std::lock_guard lock(mutex_);
    std::erase_if(held_,
                  [&](const auto& one) { return seconds_between(one.second.since, now) > held_for_s; });
    while (held_.size() >= most_held && !held_.contains(session))
      held_.erase(std::ranges::min_element(held_, {}, [](const auto& one) { return one.second.since; }));
    held_.insert_or_assign(session, Held{now, std::move(lists)});
  }
  std::optional<Lists> find(std::int64_t session, Moment now) const {
    const std::lock_guard lock(mutex_);
    const auto at = held_.find(session);
    if (at == held_.end() || seconds_between(at->second.since, now) > held_for_s) return std::nullopt;
    return at->second.lists;
  }
  void forget(std::int64_t session) {
    const std::lock_guard lock(mutex_);
    held_.erase(session);
  }

 private:
  struct Held {
    Moment since;
    Lists lists;
  };
  mutable std::mutex mutex_;
  std::map<std::int64_t, Held> held_;
};

class ImportPages {
 public:
  explicit ImportPages(City& city) : city_(city), imports_(city.store, city.taxonomy) {}

  http::Response all(Asked& asked, views::Faults faults) {
    views::ImportsShown shown;
    shown.may_propose =
        Policy::may(Thing::import, Doing::propose).lets_in(asked.visitor->asker, asked.now.day_utc());
    shown.faults = std::move(faults);
    const auto programmes =
        city_.programmes.list(actor(asked), asked.now, records::whole_city(), asked.now.day_utc());
    if (!programmes) return failed(programmes.error(), asked.t);
    for (const auto& programme : *programmes) {
      if (!may_in(asked, Doing::propose, programme.id)) continue;
      for (const auto& track : programme.rules->tracks) {
        views::Option place{programme.rules->id,
                            programme::in_language(programme.rules->name, asked.t.code())};
        if (!track.id.empty()) {
          place.value += "/" + track.id;
          place.words += " · " + programme::in_language(track.name, asked.t.code());
        }
        shown.places.push_back(std::move(place));
      }
    }
    const auto rows = imports_.list(
        actor(asked), asked.now, access::row_scope(asked.visitor->asker, Thing::import, asked.now.day_utc()));
    if (!rows) return told_no(rows.error(), asked);
    for (const auto& row : *rows) {
      if (!may_in(asked, Doing::read, row.programme_id)) continue;
      shown.imports.push_back({row.number.number, name_of(*programmes, row.programme, asked.t),
                               asked.t(imports::in_words(row.state)), row.proposed_at, row.added,
                               row.changed});
    }
    const int status = shown.faults.empty() ? 200 : 400;
    return web::html_reply(views::imports_page(shown, desk_of(asked), asked.t), asked.t,
                           web::Kept::not_at_all, status);
  }

  /// The two files are read and looked at; nothing is kept but in memory.
  http::Response look(Asked& asked) {
    views::Faults faults;
    auto lists = chosen(asked, faults);
    auto adepts = uploaded(asked, "adepts", faults);
    auto mentors = uploaded(asked, "mentors", faults);
    if (!faults.empty() || !lists || !adepts || !mentors) return all(asked, std::move(faults));
    lists->sheets.adepts = std::move(*adepts);
    lists->sheets.mentors = std::move(*mentors);
    held_.hold(asked.visitor->session, *lists, asked.now);
    return web::see_other(views::address(asked.t, "/inlasning/granska"));
  }

  http::Response review(Asked& asked, views::Faults faults) {
    const auto lists = held_.find(asked.visitor->session, asked.now);
    if (!lists) return web::see_other(views::address(asked.t, "/inlasning"));
    const auto account = imports_.look(actor(asked), asked.now, *lists, people_scope(asked));
    if (!account) return told_no(account.error(), asked);
    views::AccountShown shown{*account,
                              {},
                              asked.t("Nothing has been changed."),
                              {},
                              account->usable,
                              false,
                              false,
                              false,
                              {},
                              std::move(faults)};
    const int status = shown.faults.empty() ? 200 : 400;
    return web::html_reply(views::account_page(shown, desk_of(asked), asked.t), asked.t,
                           web::Kept::not_at_all, status);
  }

  http::Response propose(Asked& asked) {
    auto lists = held_.find(asked.visitor->session, asked.now);
    if (!lists) return web::see_other(views::address(asked.t, "/inlasning"));
    const auto account = imports_.look(actor(asked), asked.now, *lists, people_scope(asked));
    if (!account) return told_no(account.error(), asked);
    auto faults = decide(asked, *account, *lists);
    held_.hold(asked.visitor->session, *lists, asked.now);
    if (!faults.empty()) return review(asked, std::move(faults));
    const auto number = imports_.propose(actor(asked), asked.now, *lists, people_scope(asked));
    if (!number) {
      if (!number.error().refusal) return told_no(number.error(), asked);
      return review(asked, {{"h-rows", imports::in_words(*number.error().refusal)}});
    }
    held_.forget(asked.visitor->session);
    return web::see_other(views::address(asked.t, "/inlasning/" + std::to_string(number->number)));
  }

  http::Response one(Asked& asked, views::Faults faults, std::vector<std::string> in_the_way) {
    const ImportNumber number{asked.number(0).value_or(0)};
    const auto row = imports_.row(actor(asked), asked.now, number);
    if (!row) return told_no(row.error(), asked);
    if (!may_in(asked, Doing::read, row->programme_id)) return denied(city_, asked);
    imports::Account account;
    if (row->state == imports::State::proposed) {
      auto proposed = imports_.read(actor(asked), asked.now, number, people_scope(asked));
      if (!proposed) return told_no(proposed.error(), asked);
      account = std::move(proposed->account);
    }
    const bool is_open = row->state == imports::State::proposed;
    const bool decides = may_in(asked, Doing::approve, row->programme_id);
    const bool is_own = row->proposed_by && row->proposed_by->number == asked.visitor->account;
    views::AccountShown shown{account,
                              number.number,
                              asked.t(imports::in_words(row->state)),
                              account.fingerprint,
                              false,
                              is_open && decides && !is_own,
                              is_open && (decides || is_own),
                              row->state == imports::State::done && decides,
                              std::move(in_the_way),
                              std::move(faults)};
    const int status = shown.faults.empty() ? 200 : 409;
    return web::html_reply(views::account_page(shown, desk_of(asked), asked.t), asked.t,
                           web::Kept::not_at_all, status);
  }

  http::Response move(Asked& asked) {
    const ImportNumber number{asked.number(0).value_or(0)};
    const auto row = imports_.row(actor(asked), asked.now, number);
    if (!row) return told_no(row.error(), asked);
    const auto wish = asked.field("move");
    const bool is_own = row->proposed_by && row->proposed_by->number == asked.visitor->account;
    const bool may_take_away =
        wish == "decline" && is_own && may_in(asked, Doing::propose, row->programme_id);
    if (!may_in(asked, Doing::approve, row->programme_id) && !may_take_away) return denied(city_, asked);
    std::optional<imports::Failure> why;
    if (wish == "approve") {
      const auto done =
          imports_.approve(actor(asked), asked.now, number, asked.field("fingerprint"), people_scope(asked));
      if (!done) why = done.error();
    } else if (wish == "undo") {
      const auto undone = imports_.undo(actor(asked), asked.now, number);
      if (!undone)
        why = undone.error();
      else if (!undone->done)
        return one(asked, {}, since(*undone, asked.t));
    } else {
      const auto done = imports_.decline(actor(asked), asked.now, number);
      if (!done) why = done.error();
    }
    if (!why) return web::see_other(views::address(asked.t, "/inlasning/" + std::to_string(number.number)));
    if (!why->refusal) return told_no(*why, asked);
    return one(asked, {{"main", imports::in_words(*why->refusal)}}, {});
  }

 private:
  store::Actor actor(const Asked& asked) const {
    const auto day = asked.now.day_utc();
    for (const auto& grant : access::grants_that_hold(asked.visitor->asker, day))
      for (const auto doing : {Doing::approve, Doing::propose})
        if (Policy::may(Thing::import, doing)
                .lets_in({true, asked.visitor->asker.has_second_factor, {grant}}, day))
          return actor_of(city_, *asked.visitor, access::id_of(grant.role));
    return actor_of(city_, *asked.visitor, "own");
  }
  static bool may_in(const Asked& asked, Doing doing, store::ProgrammeId programme) {
    access::Relation relation;
    relation.programmes = {{programme.number}};
    return access::may(asked.visitor->asker, Thing::import, doing, relation, asked.now.day_utc())
        .is_allowed();
  }
  static std::string name_of(const std::vector<records::ProgrammeVersion>& programmes,
                             const std::string& code, const Texts& t) {
    for (const auto& programme : programmes)
      if (programme.rules->id == code) return programme::in_language(programme.rules->name, t.code());
    return code;
  }
  http::Response told_no(const imports::Failure& failure, const Asked& asked) const {
    if (failure.refusal == imports::Refusal::no_such_import) return denied(city_, asked);
    if (failure.of_register) return failed(*failure.of_register, asked.t);
    return failure.refusal ? refused_because(imports::in_words(*failure.refusal), asked.t)
                           : web::error_reply(500, {}, asked.t);
  }
  static std::vector<std::string> since(const imports::Undone& undone, const Texts& t) {
    std::vector<std::string> lines;
    for (const auto& act : undone.since)
      lines.push_back(t(say("Person {n}: {act}, {when}")
                            .with("n", act.person.number)
                            .with("act", t(act.act))
                            .with("when", t.moment(act.at))));
    return lines;
  }

  std::optional<Lists> chosen(const Asked& asked, views::Faults& faults) const {
    const auto choice = asked.field("place");
    const auto slash = choice.find('/');
    const auto code = choice.substr(0, slash);
    const auto programme = city_.programmes.named(actor(asked), asked.now, code, asked.now.day_utc());
    if (!programme || !may_in(asked, Doing::propose, programme->id)) {
      faults.push_back({"place", say("Choose a programme from the list.")});
      return std::nullopt;
    }
    Lists lists;
    lists.programme = code;
    if (slash != std::string::npos) lists.track = choice.substr(slash + 1);
    return lists;
  }

  static std::optional<formats::Table> uploaded(const Asked& asked, std::string_view field,
                                                views::Faults& faults) {
    const auto* file = asked.form.file(field);
    const std::string id(field);
    if (!file || file->bytes.empty()) {
      faults.push_back({id, say("Choose a file, for example {name}.").with("name", id + ".xlsx")});
      return std::nullopt;
    }
    if (file->bytes.size() > most_file_bytes) {
      faults.push_back({id, say("The file is larger than 8 MB. Leave out columns that are not needed, or use "
                                "parvis import in the "
                                "terminal.")});
      return std::nullopt;
    }
    auto table = formats::read_table(file->bytes, file->filename.empty() ? id : file->filename);
    if (table) return std::move(*table);
    if (table.error().row > 0)
      faults.push_back({id, say("Row {row}: {what}")
                                .with("row", std::int64_t{table.error().row})
                                .with("what", table.error().what)});
    else
      faults.push_back({id, table.error().what});
    return std::nullopt;
  }

  /// What was chosen for rows in doubt and titles that settle nothing.
  views::Faults decide(const Asked& asked, const imports::Account& account, Lists& lists) const {
    views::Faults faults;
    for (std::size_t at = 0; at < account.lines.size(); ++at) {
      const auto& line = account.lines[at];
      if (line.outcome != imports::Outcome::doubtful) continue;
      const auto chosen = asked.field(views::decision_field(at));
      const auto decided = chosen == "same"   ? std::optional(imports::Decided::same)
                           : chosen == "new"  ? std::optional(imports::Decided::add)
                           : chosen == "skip" ? std::optional(imports::Decided::skip)
                                              : std::nullopt;
      if (decided)
        lists.decisions[{line.part, line.id}] = {*decided, line.person};
      else
        faults.push_back(
            {views::decision_field(at), say("Decide what to do with {name}.").with("name", line.name)});
    }
    people::TitleChoices titles;
    if (lists.sheets.titles) {
      std::vector<people::Reject> rejects;
      titles = people::TitleChoices::read(*lists.sheets.titles, rejects, city_.taxonomy.get());
    }
    for (std::size_t i = 0; i < account.unsettled.size(); ++i) {
      const auto written = asked.field(views::title_field(i));
      if (written.empty()) continue;
      const auto found = city_.taxonomy->find(written);
      if (found.occupation)
        titles.choose(account.unsettled[i].title, *found.occupation);
      else
        faults.push_back(
            {views::title_field(i),
             say("No occupation is called that. Write another word, for example welder, or a code "
                 "such as 7212.")});
    }
    if (!titles.empty())
      if (auto table = formats::read_table(titles.csv(), "titles.csv"))
        lists.sheets.titles = std::move(*table);
    return faults;
  }

  City& city_;
  imports::Imports imports_;
  HeldLists held_;
};

}  // namespace

std::vector<Route> import_routes(City& city) {
  const auto pages = std::make_shared<ImportPages>(city);
  const auto reads = Policy::may(Thing::import, Doing::read);
  const auto proposes = Policy::may(Thing::import, Doing::propose);
  return {
      {Method::get, "/inlasning", reads, [pages](Asked& asked) { return pages->all(asked, {}); }},
      {Method::post, "/inlasning", proposes, [pages](Asked& asked) { return pages->look(asked); }},
      {Method::get, "/inlasning/granska", proposes,
       [pages](Asked& asked) { return pages->review(asked, {}); }},
      {Method::post, "/inlasning/forslag", proposes, [pages](Asked& asked) { return pages->propose(asked); }},
      {Method::get, "/inlasning/{import}", reads,
       [pages](Asked& asked) { return pages->one(asked, {}, {}); }},
      {Method::post, "/inlasning/{import}", reads, [pages](Asked& asked) { return pages->move(asked); }},
  };
}

}  // namespace parvis::desk
