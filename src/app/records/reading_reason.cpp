#include "app/records/reading_reason.hpp"

namespace parvis::records {

std::string_view id_of(ReadingReason reason) {
  switch (reason) {
    case ReadingReason::the_person_asks: return "the_person_asks";
    case ReadingReason::complaint: return "complaint";
    case ReadingReason::inspection: return "inspection";
    case ReadingReason::incident: break;
  }
  return "incident";
}

std::optional<ReadingReason> reading_reason_of(std::string_view id) {
  for (const auto reason : all_reading_reasons)
    if (id_of(reason) == id) return reason;
  return std::nullopt;
}

Message in_words(ReadingReason reason) {
  switch (reason) {
    case ReadingReason::the_person_asks: return say("The person asks");
    case ReadingReason::complaint: return say("Somebody has complained");
    case ReadingReason::inspection: return say("A planned inspection");
    case ReadingReason::incident: break;
  }
  return say("Something has gone wrong");
}

}  // namespace parvis::records
