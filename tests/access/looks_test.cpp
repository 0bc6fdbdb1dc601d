// Each look at a protected record is a row of the log that only officers and the auditor read, with a reason (SECURITY
// promises 5 and 6).
#include <gmock/gmock.h>

#include "lived_in.hpp"

namespace parvis::web {
namespace {

using testing::HasSubstr;
using testing::Not;

class Looks : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    city = new LivedIn();
    const auto number = std::to_string(city->people.at("protected").number);
    const auto opened = city->ask({Method::post,
                                   "/skyddade/oppna",
                                   "protection_officer",
                                   {},
                                   {{"record", number}, {"reason", "meeting_by_hand"}}});
    EXPECT_EQ(opened.status, 200);
  }
  static void TearDownTestSuite() { delete city; }
  static http::Response looks(const std::string& who, const std::string& why) {
    return city->ask({Method::post, "/logg/skyddade", who, {}, {{"why_looked", why}, {"record_number", ""}}});
  }
  static inline LivedIn* city = nullptr;
};

TEST_F(Looks, AreReadWithAReasonByTheAuditorAndByOfficers) {
  for (const std::string who : {"auditor", "protection_officer"}) {
    const auto read = looks(who, "inspection");
    EXPECT_EQ(read.status, 200) << who;
    EXPECT_THAT(read.body, HasSubstr("Opened a protected record")) << who;
    EXPECT_THAT(read.body, HasSubstr("To arrange a meeting")) << who;
  }
  EXPECT_THAT(looks("auditor", "complaint").body, HasSubstr("A planned inspection"))
      << "who read the looks before, and why, stands among them";
}

TEST_F(Looks, AreNotShownBeforeAReasonIsChosen) {
  for (const std::string who : {"auditor", "protection_officer"}) {
    const auto read = looks(who, "");
    EXPECT_EQ(read.status, 400) << who;
    EXPECT_THAT(read.body, Not(HasSubstr("To arrange a meeting"))) << who;
  }
}

TEST_F(Looks, StandNotInTheLogThatAsksForNoReason) {
  ASSERT_EQ(looks("auditor", "inspection").status, 200);
  const auto log = city->get("/logg", "auditor");
  EXPECT_EQ(log.status, 200);
  EXPECT_THAT(log.body, Not(HasSubstr("To arrange a meeting")));
  EXPECT_THAT(log.body, HasSubstr("/logg/skyddade")) << "the way to them is there";
}

TEST_F(Looks, TheOfficerErasesARecordOrLiftsItsProtectionAfterAskingOnce) {
  LivedIn own;
  own.all_sign_in(true);
  const auto number = std::to_string(own.hidden.number);
  const auto step = [&](const std::string& path, std::map<std::string, std::string> more) {
    more["record"] = number;
    more["reason"] = "the_person_asks";
    return own.ask({Method::post, path, "protection_officer", {}, more});
  };
  EXPECT_THAT(step("/skyddade/hav", {}).body, HasSubstr("Ask the person first."));
  EXPECT_EQ(own.get("/personer/" + number, "coordinator").status, 404);
  EXPECT_EQ(step("/skyddade/hav", {{"sure", "1"}}).status, 303);
  EXPECT_EQ(step("/skyddade/oppna", {}).status, 400) << "no record has that number any more";
  const auto other = std::to_string(own.people.at("protected").number);
  const auto radera = [&](const std::string& sure, const std::string& why) {
    return own.ask({Method::post,
                    "/skyddade/radera",
                    "protection_officer",
                    {},
                    {{"record", other}, {"reason", "the_person_asks"}, {"sure", sure}, {"why_erased", why}}});
  };
  EXPECT_EQ(radera("", "").status, 200);
  EXPECT_EQ(radera("1", "").status, 400);
  EXPECT_THAT(radera("1", "asked_by_the_person").body, HasSubstr("Receipt of an erasure"));
  EXPECT_EQ(radera("1", "asked_by_the_person").status, 400) << "it is gone";
}

}  // namespace
}  // namespace parvis::web
