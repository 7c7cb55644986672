// Names of a run in texts for people.
#include "engine/model/spoken_names.h"

#include <gtest/gtest.h>

#include <map>

namespace topomq {
namespace {

std::string said(const std::string& text)
{
    static const std::map<std::string, std::string> kPlaces{{"s1-d", "s1/d"},
                                                            {"wash-gone", "wash/gone"}};
    return model::spoken(text, [](const std::string& id) {
        const auto found = kPlaces.find(id);
        return found == kPlaces.end() ? nullptr : &found->second;
    });
}

TEST(SpokenNames, ReplaceWholeWords)
{
    EXPECT_EQ(said("s1-d"), "s1/d");
    EXPECT_EQ(said("wash-gone.out waits for s1-d, which waits."),
              "wash/gone.out waits for s1/d, which waits.");
    EXPECT_EQ(said("s1-d2 and my-s1-d"), "s1-d2 and my-s1-d");
    EXPECT_EQ(said(" s1-d  "), " s1/d  ");
    EXPECT_EQ(said(""), "");
}

TEST(SpokenNames, LeaveAddresses)
{
    for (const char* address : {"ipc://@s1-d", "tcp://a.s1-d:1", "ipc://dir.s1-d",
                                "tcp://eth0;s1-d:5", "inproc://s1-d", "/tmp/s1-d", "sock/s1-d.ipc"})
        EXPECT_EQ(said("s1-d binds " + std::string(address) + "."),
                  "s1/d binds " + std::string(address) + ".");
}

TEST(SpokenNames, LeaveWhatIsQuoted)
{
    EXPECT_EQ(said("s1-d knows \"s1-d\" and \"the s1-d there\", s1-d"),
              "s1/d knows \"s1-d\" and \"the s1-d there\", s1/d");
}

} // namespace
} // namespace topomq
