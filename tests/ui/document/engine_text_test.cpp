#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "ui/document/engine_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

using namespace topomq;

namespace {

bool isKnown(std::string_view text)
{
    const auto known = ui::knownEngineTexts();
    return text.empty() || std::find(known.begin(), known.end(), text) != known.end();
}

} // namespace

TEST(EngineTexts, ListEveryWordOfTheRoles)
{
    for (const model::RoleInfo& role : model::allRoles()) {
        EXPECT_TRUE(isKnown(role.label)) << role.label;
        EXPECT_TRUE(isKnown(role.summary)) << role.summary;
        for (const model::SettingInfo& setting : role.settings) {
            EXPECT_TRUE(isKnown(setting.label)) << setting.label;
            EXPECT_TRUE(isKnown(setting.unit)) << setting.unit;
            EXPECT_TRUE(isKnown(setting.help)) << setting.help;
        }
    }
}

TEST(EngineTexts, ListEveryWordOfTheOptions)
{
    for (const model::OptionInfo& option : model::allOptions()) {
        EXPECT_TRUE(isKnown(option.unit)) << option.unit;
        EXPECT_TRUE(isKnown(option.help)) << option.help;
    }
}

TEST(EngineTexts, StandAsTheyAreWithoutATranslation)
{
    EXPECT_EQ(ui::engineText("frontend ⇄ backend"), QStringLiteral("frontend ⇄ backend"));
    EXPECT_EQ(ui::engineText(""), QString());
}
