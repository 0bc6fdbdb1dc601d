// Two records of one human being become one (DOMAIN invariant 1), and a merge is taken back. Both records must be the
// visitor's to change, and neither their own.
#include <algorithm>
#include <charconv>

#include "app/desk/desk.hpp"
#include "app/desk/person_form.hpp"
#include "app/gate/replies.hpp"
#include "app/views/merging_page.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Thing;
using records::Failure;
using records::PersonRecord;
using records::Refusal;
using store::PersonId;
using web::Asked;
using web::Method;
using web::Policy;

constexpr int most_candidates = 20;

class MergingPages {
 public:
  explicit MergingPages(City& city) : city_(city) {}

  http::Response show(Asked& asked) const { return show_with(asked, {}); }

  http::Response merge(Asked& asked) const {
    const auto here = load(asked, asked.number(0));
    if (!here) return refused(here.error(), asked);
    const auto there = load(asked, number_of(asked.field("med")));
    if (!there) {
      if (there.error().refusal != Refusal::no_such_person) return failed(there.error(), asked.t);
      return show_with(asked, {{"med", no_such_record()}});
    }
    const auto kept = number_of(asked.field("kept"));
    const bool keeps_here = kept == here->record.id.number;
    if (!keeps_here && kept != there->record.id.number)
      return show_with(asked, {{"kept", say("Choose which record is kept.")}});
    const auto& stays = keeps_here ? here->record.id : there->record.id;
    const auto& goes = keeps_here ? there->record.id : here->record.id;
    const auto done = city_.people.merge(here->actor, asked.now, stays, goes);
    if (done) return to_person(stays, asked);
    if (!done.error().refusal) return failed(done.error(), asked.t);
    return show_with(asked, {{"kept", records::in_words(*done.error().refusal)}});
  }

  http::Response take_back(Asked& asked) const {
    const auto here = load(asked, asked.number(0));
    if (!here) return refused(here.error(), asked);
    const auto other = number_of(asked.field("other"));
    const auto merged = city_.people.merged_with(here->actor, asked.now, here->record.id);
    if (!merged) return failed(merged.error(), asked.t);
    // Only from the page of the record behind which it is hidden: that one is the visitor's to change.
    if (std::ranges::none_of(*merged, [&](const auto& row) { return row.id.number == other; }))
      return refused_because(records::in_words(Refusal::not_merged), asked.t);
    const auto done = city_.people.take_merge_back(here->actor, asked.now, PersonId{*other});
    if (!done) return failed(done.error(), asked.t);
    return to_person(here->record.id, asked);
  }

 private:
  struct Mine {
    store::Actor actor;
    PersonRecord record;
  };

  static std::optional<std::int64_t> number_of(const std::string& text) {
    std::int64_t number = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || at != text.data() + text.size() || number <= 0) return std::nullopt;
    return number;
  }
  static Message no_such_record() { return say("No record that you may change has this number."); }
  static http::Response to_person(PersonId id, const Asked& asked) {
    return web::see_other(views::address(asked.t, "/personer/" + std::to_string(id.number)));
  }
  http::Response refused(const Failure& failure, const Asked& asked) const {
    return failure.refusal == Refusal::no_such_person ? denied(city_, asked) : failed(failure, asked.t);
  }

  Result<Mine, Failure> load(const Asked& asked, std::optional<std::int64_t> number) const {
    const PersonId id{number.value_or(0)};
    PARVIS_TRY(auto around, about(city_, asked, id));
    // Nobody decides of themself that they are somebody else.
    if (around.relation.own) return no(Failure(Refusal::no_such_person));
    const auto verdict = around.may(asked, Thing::adept_profile, Thing::mentor_profile, Doing::write);
    if (!verdict.is_allowed()) return no(Failure(Refusal::no_such_person));
    auto who = actor_of(city_, *asked.visitor, role_of(verdict));
    PARVIS_TRY(auto record, city_.people.read(who, asked.now, id));
    return Mine{std::move(who), std::move(record)};
  }

  http::Response show_with(Asked& asked, views::Faults faults) const {
    const auto here = load(asked, asked.number(0));
    if (!here) return refused(here.error(), asked);
    views::MergeShown shown;
    shown.person = here->record.id.number;
    shown.name = here->record.details.known.name;
    shown.other = asked.field("med");
    shown.faults = std::move(faults);
    if (!shown.other.empty()) {
      const auto number = number_of(shown.other);
      const auto there = load(asked, number);
      if (!there && there.error().refusal != Refusal::no_such_person) return failed(there.error(), asked.t);
      if (there && there->record.id != here->record.id) {
        shown.other_name = there->record.details.known.name;
        shown.lines = compared(here->record, there->record, asked.t);
      } else if (shown.faults.empty()) {
        shown.faults.push_back(
            {"med", there ? records::in_words(Refusal::the_same_record) : no_such_record()});
      }
    }
    if (shown.other_name.empty()) {
      const auto found =
          city_.people.find(here->actor, asked.now, changeable(asked), shown.name, most_candidates);
      if (!found) return failed(found.error(), asked.t);
      for (const auto& row : *found)
        if (row.id != here->record.id)
          shown.perhaps_the_same.push_back({row.id.number, row.name, row.occupation.value_or(""),
                                            row.district.value_or(""), row.registered_on});
    }
    const int status = shown.faults.empty() ? 200 : 400;
    return web::html_reply(views::merge_page(shown, desk_of(asked), asked.t), asked.t, web::Kept::not_at_all,
                           status);
  }

  static access::RowScope changeable(const Asked& asked) {
    return access::row_scope(asked.visitor->asker, Thing::adept_profile, asked.now.day_utc()).listed();
  }

  std::vector<views::ComparedLine> compared(const PersonRecord& here, const PersonRecord& there,
                                            const Texts& t) const {
    std::vector<views::ComparedLine> lines;
    const auto take = [&](const std::vector<views::Known>& one, const std::vector<views::Known>& other) {
      for (const auto& known : one) lines.push_back({known.label, known.words, {}});
      for (const auto& known : other) {
        const auto at = std::ranges::find(lines, known.label, &views::ComparedLine::label);
        if (at == lines.end())
          lines.push_back({known.label, {}, known.words});
        else
          at->there = known.words;
      }
    };
    lines.push_back({t("Name"), here.details.known.name, there.details.known.name});
    lines.push_back({t("Registered"), t.day(here.registered_on), t.day(there.registered_on)});
    take(profile_of(here.details, *city_.taxonomy, t), profile_of(there.details, *city_.taxonomy, t));
    take(contact_of(here.details, t), contact_of(there.details, t));
    std::erase_if(lines, [](const auto& line) { return line.here.empty() && line.there.empty(); });
    return lines;
  }

  City& city_;
};

}  // namespace

std::vector<web::Route> merging_routes(City& city) {
  const auto pages = std::make_shared<const MergingPages>(city);
  const auto merges = Policy::may(Thing::adept_profile, Doing::write);
  return {{Method::get, "/personer/{person}/slaihop", merges,
           [pages](Asked& asked) { return pages->show(asked); }},
          {Method::post, "/personer/{person}/slaihop", merges,
           [pages](Asked& asked) { return pages->merge(asked); }},
          {Method::post, "/personer/{person}/dela", merges,
           [pages](Asked& asked) { return pages->take_back(asked); }}};
}

}  // namespace parvis::desk
