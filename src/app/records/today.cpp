#include "app/records/today.hpp"

#include "app/records/scope.hpp"

namespace parvis::records {
namespace {

constexpr db::Query figures_of_applications{"figures_of_applications", R"(
  SELECT COALESCE(SUM(CASE WHEN a.state = 'submitted' THEN 1 ELSE 0 END), 0),
         COALESCE(SUM(CASE WHEN a.state = 'eligible' AND a.part = 'adept' AND
                                NOT EXISTS (SELECT 1 FROM held_adept h WHERE h.application_id = a.application_id)
                           THEN 1 ELSE 0 END), 0),
         COALESCE(SUM(CASE WHEN a.state = 'eligible' AND a.part = 'mentor'
                           THEN a.capacity - (SELECT COUNT(*) FROM held_place h WHERE h.application_id = a.application_id)
                           ELSE 0 END), 0)
    FROM application a JOIN person p ON p.person_id = a.person_id AND p.merged_into IS NULL
   WHERE a.city_id = $1 AND a.ended_on IS NULL AND )" PARVIS_IN_SCOPE("a.programme_id", "a.partner_id",
                                                                       "$2")};
constexpr db::Query figure_of_proposals{"figure_of_proposals", R"(
  SELECT COUNT(*) FROM proposal p JOIN application a ON a.application_id = p.adept_application_id
   WHERE p.city_id = $1 AND p.state IN ('proposed', 'approved') AND )" PARVIS_IN_SCOPE("a.programme_id",
                                                                                       "a.partner_id", "$2")};
constexpr db::Query figure_of_pairs{"figure_of_pairs", R"(
  SELECT COUNT(*) FROM pair p JOIN application a ON a.application_id = p.adept_application_id
   WHERE p.city_id = $1 AND p.ended_on IS NULL AND )" PARVIS_IN_SCOPE("a.programme_id", "a.partner_id",
                                                                      "$2")};

constexpr db::Query figures_of_tracks{"figures_of_tracks", R"(
  SELECT COALESCE(a.track, ''),
         COALESCE(SUM(CASE WHEN a.part = 'adept' AND
                                NOT EXISTS (SELECT 1 FROM held_adept h WHERE h.application_id = a.application_id)
                           THEN 1 ELSE 0 END), 0),
         COALESCE(SUM(CASE WHEN a.part = 'mentor'
                           THEN a.capacity - (SELECT COUNT(*) FROM held_place h WHERE h.application_id = a.application_id)
                           ELSE 0 END), 0)
    FROM application a JOIN person p ON p.person_id = a.person_id AND p.merged_into IS NULL
   WHERE a.city_id = $1 AND a.programme_id = $2 AND a.state = 'eligible' GROUP BY a.track)"};

}  // namespace

Result<TodayFigures, Failure> today(store::Store& store, const store::Actor& actor, Moment now,
                                    const access::RowScope& scope) {
  const auto within = scope_text(scope);
  return store.read(actor, now, [&](store::Transaction& tx) -> Result<TodayFigures, Failure> {
    PARVIS_TRY(const auto applications, told(tx.first(figures_of_applications, tx.city(), within)));
    PARVIS_TRY(const auto proposals, told(tx.first(figure_of_proposals, tx.city(), within)));
    PARVIS_TRY(const auto pairs, told(tx.first(figure_of_pairs, tx.city(), within)));
    return TodayFigures{applications->get<std::int64_t>(0), applications->get<std::int64_t>(1),
                        applications->get<std::int64_t>(2), proposals->get<std::int64_t>(0),
                        pairs->get<std::int64_t>(0)};
  });
}

Result<std::vector<WaitingIn>, Failure> waiting_in(store::Store& store, const store::Actor& actor, Moment now,
                                                   store::ProgrammeId programme) {
  return store.read(actor, now, [&](store::Transaction& tx) -> Result<std::vector<WaitingIn>, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(figures_of_tracks, tx.city(), programme)));
    std::vector<WaitingIn> waiting;
    for (const auto& row : rows)
      waiting.push_back({row.get<std::string>(0), row.get<std::int64_t>(1), row.get<std::int64_t>(2)});
    return waiting;
  });
}

}  // namespace parvis::records
