#include <algorithm>

#include "app/demo/demo.hpp"
#include "app/gate/replies.hpp"
#include "app/web/trial.hpp"
#include "platform/base/fold.hpp"

namespace parvis::web {
namespace {

using people::Effect;

constexpr std::size_t file_bytes = 8u << 20;
/// A workbook is packed: its sheet may be larger than the file, but not without end.
constexpr formats::TableLimits table_limits{
    .bytes = 4 * file_bytes, .rows = 200'000, .columns = 256, .cell_bytes = 8192, .cells = 1'000'000};
constexpr std::size_t rejects_on_page = 50;
/// Each takes three fields of a form, which may hold 1 000.
constexpr std::size_t titles_on_page = 50;

/// The file sent now, or else the one `at_hand` from before.
std::optional<formats::Table> read_upload(const http::Form& form, std::string_view field,
                                          const std::string& name, const formats::Table* at_hand,
                                          std::vector<views::FieldFault>& faults) {
  const auto* file = form.file(field);
  const std::string id(field);
  if (at_hand && (!file || (file->bytes.empty() && file->filename.empty()))) return *at_hand;
  if (!file || file->bytes.empty()) {
    faults.push_back({id, say("Choose a file, for example {name}.").with("name", name)});
    return std::nullopt;
  }
  if (file->bytes.size() > file_bytes) {
    faults.push_back(
        {id, say("The file is larger than 8 MB. Leave out columns that are not needed, or use parvis "
                 "match in the terminal.")});
    return std::nullopt;
  }
  auto table = formats::read_table(file->bytes, file->filename.empty() ? name : file->filename, table_limits);
  if (table) return std::move(*table);
  if (table.error().row > 0)
    faults.push_back({id, say("Row {row}: {what}")
                              .with("row", std::int64_t{table.error().row})
                              .with("what", table.error().what)});
  else
    faults.push_back({id, table.error().what});
  return std::nullopt;
}

std::optional<formats::Table> demo_table(std::string_view csv, std::string name) {
  auto table = formats::read_table(csv, std::move(name), table_limits);
  PARVIS_ASSERT(table.has_value());
  return std::move(*table);
}

int noted_cells(const acts::Understood& understood) {
  return static_cast<int>(std::ranges::count(understood.rejects, Effect::noted, &people::Reject::effect));
}

/// What someone wrote instead of choosing: a code, or another title.
Result<occupations::Occupation, Message> occupation_written(std::string_view written,
                                                            const occupations::Taxonomy& taxonomy) {
  auto answer = taxonomy.find(written);
  if (answer.occupation) return std::move(*answer.occupation);
  if (answer.suggestions.empty())
    return no(
        say("No occupation is called that. Write another word, for example welder, or a code such as 7212."));
  return no(say("No occupation is called that. Did you mean {title}?")
                .with("title", answer.suggestions.front().title));
}

}  // namespace

FilesAtHand files_at_hand(const Visit& visit) {
  if (visit.is_demo) return {};
  const auto of = [](const std::optional<formats::Table>& table) { return table ? &*table : nullptr; };
  if (!visit.sheets || !visit.understood) return {of(visit.kept.adepts), of(visit.kept.mentors)};
  return {visit.understood->adepts.usable ? &visit.sheets->adepts : nullptr,
          visit.understood->mentors.usable ? &visit.sheets->mentors : nullptr};
}

KeptFiles Trial::read_files(Turn& turn, bool own, std::vector<views::FieldFault>& faults) const {
  if (own) {
    const auto at_hand = files_at_hand(turn.visit);
    return {read_upload(turn.form, "adepts", "adepts.xlsx", at_hand.adepts, faults),
            read_upload(turn.form, "mentors", "mentors.xlsx", at_hand.mentors, faults)};
  }
  const auto city = demo::make_city(*site_.taxonomy, demo_adepts, demo_mentors, demo_seed);
  return {demo_table(city.adepts_csv, "adepts.csv"), demo_table(city.mentors_csv, "mentors.csv")};
}

/// Reads the sheets anew, with these titles settled. When there is no room the visit holds nothing; only what was
/// understood before stays when room will come.
Trial::Room Trial::understand(Turn& turn, people::TitleChoices choices) {
  auto& visit = turn.visit;
  auto wanted = bytes_of(*visit.sheets);
  if (visit.understood || visits_.make_room(turn.key, wanted)) {
    auto understood = acts::understand(*visit.sheets, track_of(visit), *site_.taxonomy, {}, choices);
    wanted += bytes_of(understood) + round_bytes(understood);
    if (visits_.make_room(turn.key, wanted)) {
      visit.choices = std::move(choices);
      visit.understood = std::move(understood);
      return Room::enough;
    }
  }
  const auto room = visits_.has_room_later(wanted) ? Room::later : Room::never;
  if (room == Room::later && visit.understood) return room;
  visit.sheets.reset();
  visit.understood.reset();
  visits_.give_back(turn.key);
  return room;
}

http::Response Trial::check(Turn& turn) {
  if (!turn.visit.understood) return see_other(views::address(turn.t, "/prova"));
  return check_with(turn, {});
}

http::Response Trial::check_with(Turn& turn, std::vector<views::TitleShown> titles) {
  const auto& visit = turn.visit;
  const auto& understood = *visit.understood;
  const auto& programme = programme_of_visit(visit);
  const bool has_faults = !titles.empty();
  for (const auto& one : understood.unsettled) {
    if (has_faults || titles.size() == titles_on_page) break;
    titles.push_back({one, {}, {}});
  }
  const auto count = [](const formats::Table& table, int rows, std::size_t taken) {
    return views::SheetCount{table.file, rows, static_cast<int>(taken)};
  };
  const auto shown_rejects = std::min(understood.rejects.size(), rejects_on_page);
  views::CheckShown shown{
      programme,
      *programme.track(visit.track_id),
      *site_.taxonomy,
      visit.is_demo,
      understood.usable,
      count(visit.sheets->adepts, understood.adepts.rows, understood.adepts.people.size()),
      count(visit.sheets->mentors, understood.mentors.rows, understood.mentors.people.size()),
      understood.refused_rows(),
      noted_cells(understood),
      understood.left_for_handling_by_hand(),
      understood.adepts.several_groups + understood.mentors.several_groups,
      understood.unused,
      {understood.rejects.begin(), understood.rejects.begin() + static_cast<std::ptrdiff_t>(shown_rejects)},
      static_cast<int>(understood.rejects.size()),
      std::move(titles),
      static_cast<int>(understood.unsettled.size()),
      !visit.choices.empty(),
      visit.token,
      turn.who.door};
  return html_reply(views::check_page(shown, turn.t), turn.t, Kept::not_at_all, has_faults ? 400 : 200);
}

http::Response Trial::settle(Turn& turn) {
  auto& visit = turn.visit;
  if (!visit.understood) return see_other(views::address(turn.t, "/prova"));
  people::TitleChoices chosen;
  std::vector<views::TitleShown> mend;
  for (std::size_t i = 0; i < titles_on_page; ++i) {
    const auto number = std::to_string(i);
    const auto title = turn.form.value("title" + number);
    if (!title) break;
    // Only what is on the list: a title that nobody has is nothing to settle.
    const auto unsettled =
        std::ranges::find(visit.understood->unsettled, *title, &people::UnsettledTitle::title);
    if (unsettled == visit.understood->unsettled.end()) continue;
    const std::string written(trimmed(turn.form.value("other" + number).value_or("")));
    const auto picked = turn.form.value("choice" + number).value_or("");
    if (written.empty() && picked.empty()) continue;
    auto meant = occupation_written(written.empty() ? picked : written, *site_.taxonomy);
    if (meant)
      chosen.choose(*title, std::move(*meant));
    else
      mend.push_back({*unsettled, written, meant.error()});
  }
  if (!chosen.empty()) {
    auto choices = visit.choices;
    choices.add(chosen);
    const auto room = understand(turn, std::move(choices));
    if (room == Room::later) return error_reply(503, "/prova/kontroll", turn.t);
    visit.job.reset();
    visit.round.reset();
    visit.earlier.reset();
    if (room == Room::never) return error_reply(413, "/prova", turn.t);
  }
  if (!mend.empty()) return check_with(turn, std::move(mend));
  return see_other(views::address(turn.t, "/prova/kontroll"));
}

}  // namespace parvis::web
