#include "app/desk/terms_form.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "domain/people/cells.hpp"
#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::desk {
namespace {

using people::Level;
using people::Offer;
using people::Wish;

constexpr std::array wishes{Wish::woman, Wish::man, Wish::digital_only, Wish::in_person_only,
                            Wish::not_my_employer};
constexpr std::array offers{Offer::occupation_information, Offer::competence_assessment, Offer::contacts,
                            Offer::language_practice, Offer::interview_practice};
constexpr std::array groups{people::TargetGroup::newly_arrived,
                            people::TargetGroup::mass_flight_directive,
                            people::TargetGroup::youth_not_in_work_or_studies,
                            people::TargetGroup::woman_weak_position,
                            people::TargetGroup::parental_leave,
                            people::TargetGroup::short_education,
                            people::TargetGroup::disability,
                            people::TargetGroup::long_term_unemployed,
                            people::TargetGroup::aged_55_or_over,
                            people::TargetGroup::no_upper_secondary,
                            people::TargetGroup::municipal_activity_responsibility,
                            people::TargetGroup::other_by_decision};
static_assert(groups.size() == people::target_group_count);
constexpr std::array levels{Level::none, Level::a1, Level::a2, Level::b1,
                            Level::b2,   Level::c1, Level::c2, Level::native};

template <class Kind>
std::string tick_id(std::string_view group, Kind kind) {
  return std::string(group) + "-" + std::to_string(static_cast<int>(kind));
}

template <class Kind, std::size_t N>
views::TickGroup ticks(std::string_view group, const std::string& legend, const std::array<Kind, N>& all,
                       const std::optional<std::vector<Kind>>& known, const Texts& t) {
  views::TickGroup shown{legend, {}};
  for (const auto kind : all)
    shown.ticks.push_back(
        {tick_id(group, kind), t(in_words(kind)), known && std::ranges::find(*known, kind) != known->end()});
  return shown;
}

/// Nothing ticked, and not asked before: still not asked.
template <class Kind, std::size_t N>
void read_ticks(const web::Asked& asked, std::string_view group, const std::array<Kind, N>& all,
                std::optional<std::vector<Kind>>& known) {
  std::vector<Kind> ticked;
  for (const auto kind : all)
    if (asked.field(tick_id(group, kind)) == "yes") ticked.push_back(kind);
  if (known || !ticked.empty()) known = std::move(ticked);
}

/// Names with commas between; "Yes" where it was said without a name, "No" for none.
std::string training_words(const std::optional<std::vector<std::string>>& training, const Texts& t) {
  if (!training) return {};
  std::string words;
  for (const auto& name : *training)
    words += (words.empty() ? "" : ", ") + (name == people::any_training ? t("Yes") : name);
  return words.empty() ? t("No") : words;
}

/// As `training_words` says it in the reader's language, or as a spreadsheet would.
people::Reading<std::vector<std::string>> read_training(const std::string& text, const Texts& t) {
  if (folded(text) == folded(t("Yes"))) return std::vector{std::string(people::any_training)};
  if (folded(text) == folded(t("No"))) return std::vector<std::string>{};
  return people::read_training(text);
}

std::string iso(const std::optional<Date>& day) {
  return day ? day->iso() : std::string();
}

template <class Kind>
std::string listed(const std::vector<Kind>& all, const Texts& t) {
  std::string words;
  for (const auto kind : all) words += (words.empty() ? "" : ", ") + t(in_words(kind));
  return words.empty() ? t("none") : words;
}

std::string partner_name(std::optional<store::PartnerId> id,
                         const std::vector<records::PartnerName>& partners) {
  const auto found = std::ranges::find_if(partners, [&](const auto& one) { return id == one.id; });
  return found == partners.end() ? std::string() : found->name;
}

void add_fields_of_a_mentor(views::TermsForm& form, const records::ApplicationDetails& details,
                            const std::vector<records::PartnerName>& partners, const Texts& t) {
  using views::Kind;
  const auto& check = details.record_check;
  const auto shown = check.shown ? *check.shown ? "shown" : "not_shown" : "";
  form.fields.push_back({.id = "capacity",
                         .label = t("Places"),
                         .value = std::to_string(details.capacity),
                         .kind = Kind::number,
                         .is_narrow = true});
  form.fields.push_back({.id = "partner",
                         .label = t("Partner organisation"),
                         .value = details.partner ? std::to_string(details.partner->number) : std::string()});
  form.fields.push_back({.id = "training",
                         .label = t("Training"),
                         .hint = t("Those that the mentor has been to, with commas between."),
                         .value = training_words(details.training, t)});
  form.fields.push_back({.id = "record_check",
                         .label = t("Record check"),
                         .hint = t("Only that it was shown, never what stood in it."),
                         .value = shown});
  form.fields.push_back({.id = "shown_on",
                         .label = t("Record check shown on"),
                         .value = iso(check.shown_on),
                         .kind = Kind::day,
                         .is_narrow = true});
  form.fields.push_back({.id = "holds_to",
                         .label = t("Record check holds to"),
                         .value = iso(check.holds_to),
                         .kind = Kind::day,
                         .is_narrow = true});
  std::string least;
  if (details.least_swedish) least = std::to_string(static_cast<int>(*details.least_swedish));
  form.fields.push_back({.id = "least_swedish", .label = t("Least Swedish"), .value = least});
  std::vector<views::Option> organisations{{"", t("not known")}}, swedish{{"", t("not known")}};
  for (const auto& one : partners) organisations.push_back({std::to_string(one.id.number), one.name});
  for (const auto level : levels)
    swedish.push_back({std::to_string(static_cast<int>(level)), t(people::in_words(level))});
  form.choices.emplace_back("partner", std::move(organisations));
  form.choices.emplace_back("least_swedish", std::move(swedish));
  form.choices.emplace_back(
      "record_check",
      std::vector<views::Option>{{"", t("not known")}, {"shown", t("Shown")}, {"not_shown", t("Not shown")}});
  form.ticks.push_back(ticks("offer", t("Offers"), offers, details.offers, t));
}

std::optional<std::int64_t> whole_in(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void read_terms_of_a_mentor(const web::Asked& asked, ReadTerms& read) {
  auto& details = read.details;
  const auto places = whole_in(asked.field("capacity"));
  if (places && *places >= 1 && *places <= 20)
    details.capacity = static_cast<int>(*places);
  else
    read.faults.push_back({"capacity", say("Write a number from 1 to 20.")});
  const auto partner = whole_in(asked.field("partner"));
  details.partner = partner ? std::optional(store::PartnerId{*partner}) : std::nullopt;
  details.training.reset();
  if (const auto text = asked.field("training"); !text.empty()) {
    auto training = read_training(text, asked.t);
    if (training)
      details.training = std::move(*training);
    else
      read.faults.push_back({"training", training.error()});
  }
  auto& check = details.record_check;
  const auto shown = asked.field("record_check");
  check.shown = shown.empty() ? std::nullopt : std::optional(shown == "shown");
  read_day(asked, "shown_on", check.shown_on, read.faults);
  read_day(asked, "holds_to", check.holds_to, read.faults);
  details.least_swedish.reset();
  if (const auto level = whole_in(asked.field("least_swedish")))
    for (const auto one : levels)
      if (static_cast<int>(one) == *level) details.least_swedish = one;
  read_ticks(asked, "offer", offers, details.offers);
}

}  // namespace

void read_day(const web::Asked& asked, std::string_view id, std::optional<Date>& day, views::Faults& faults) {
  const auto text = asked.field(id);
  day = Date::from_iso(text);
  if (!text.empty() && !day) faults.push_back({std::string(id), say("Write a day such as 2026-03-31.")});
}

views::TermsForm terms_form(const records::ApplicationDetails& details, const programme::Programme& rules,
                            const std::vector<records::PartnerName>& partners, const Texts& t) {
  views::TermsForm form;
  std::vector<views::Option> tracks{{"", t("Any of them")}};
  for (const auto& track : rules.tracks)
    if (!track.id.empty()) tracks.push_back({track.id, programme::in_language(track.name, t.code())});
  if (tracks.size() > 1) {
    form.fields.push_back({.id = "track", .label = t("Track"), .value = details.track.value_or("")});
    form.choices.emplace_back("track", std::move(tracks));
  }
  form.ticks.push_back(ticks("wish", t("Wishes"), wishes, details.wishes, t));
  if (details.part == lives::Part::mentor)
    add_fields_of_a_mentor(form, details, partners, t);
  else
    form.ticks.push_back(ticks("group", t("Target groups"), groups, std::optional(details.target_groups), t));
  return form;
}

ReadTerms read_terms(const web::Asked& asked, const records::ApplicationDetails& known) {
  ReadTerms read{known, {}};
  const auto track = asked.field("track");
  read.details.track = track.empty() ? std::nullopt : std::optional(track);
  read_ticks(asked, "wish", wishes, read.details.wishes);
  if (known.part == lives::Part::mentor) {
    read_terms_of_a_mentor(asked, read);
    return read;
  }
  std::optional<std::vector<people::TargetGroup>> ticked;
  read_ticks(asked, "group", groups, ticked);
  read.details.target_groups = std::move(ticked).value_or(std::vector<people::TargetGroup>{});
  return read;
}

std::vector<views::Known> terms_in_words(const records::ApplicationDetails& details,
                                         const programme::Programme& rules,
                                         const std::vector<records::PartnerName>& partners, const Texts& t) {
  std::vector<views::Known> known;
  if (details.track)
    if (const auto* track = rules.track(*details.track))
      known.push_back({t("Track"), programme::in_language(track->name, t.code())});
  if (details.wishes) known.push_back({t("Wishes"), listed(*details.wishes, t)});
  if (details.part == lives::Part::adept) {
    if (!details.target_groups.empty())
      known.push_back({t("Target groups"), listed(details.target_groups, t)});
    return known;
  }
  if (auto name = partner_name(details.partner, partners); !name.empty())
    known.push_back({t("Partner organisation"), std::move(name)});
  if (auto training = training_words(details.training, t); !training.empty())
    known.push_back({t("Training"), std::move(training)});
  const auto& check = details.record_check;
  if (check.shown) known.push_back({t("Record check"), *check.shown ? t("Shown") : t("Not shown")});
  if (check.shown_on) known.push_back({t("Record check shown on"), t.day(*check.shown_on)});
  if (check.holds_to) known.push_back({t("Record check holds to"), t.day(*check.holds_to)});
  if (details.least_swedish)
    known.push_back({t("Least Swedish"), t(people::in_words(*details.least_swedish))});
  if (details.offers) known.push_back({t("Offers"), listed(*details.offers, t)});
  return known;
}

}  // namespace parvis::desk
