#include "engine/model/value.h"

#include <gtest/gtest.h>

namespace topomq::model {
namespace {

TEST(Value, AnIntegerIsANumberToo)
{
    EXPECT_EQ(Value(7).asNumber(), 7.0);
    EXPECT_EQ(Value(0.5).asNumber(), 0.5);
    EXPECT_EQ(Value(0.5).asInteger(), nullptr);
    EXPECT_FALSE(Value(true).asNumber());
    EXPECT_FALSE(Value("7").asNumber());
}

TEST(Value, DescribesItselfForPeople)
{
    EXPECT_EQ(Value().describe(), "null");
    EXPECT_EQ(Value(true).describe(), "true");
    EXPECT_EQ(Value(12).describe(), "12");
    EXPECT_EQ(Value(2.5).describe(), "2.5");
    EXPECT_EQ(Value(Array{1, "a"}).describe(), "[1, \"a\"]");
    EXPECT_EQ(Value(Object{{"k", 1}}).describe(), "{k: 1}");
}

TEST(Object, KeepsTheOrderOfItsKeysWhenOneIsReplaced)
{
    Object object{{"b", 1}, {"a", 2}};
    object.set("b", 3);
    object.set("c", 4);
    EXPECT_EQ(object, (Object{{"b", 3}, {"a", 2}, {"c", 4}}));
}

TEST(Object, ForgetsARemovedKey)
{
    Object object{{"b", 1}, {"a", 2}};
    object.remove("b");
    EXPECT_EQ(object.find("b"), nullptr);
    EXPECT_EQ(object.size(), 1U);
}

TEST(Object, ComparesByOrderAndValue)
{
    EXPECT_NE((Object{{"a", 1}, {"b", 2}}), (Object{{"b", 2}, {"a", 1}}));
    EXPECT_NE((Object{{"a", 1}}), (Object{{"a", 1.0}}));
}

} // namespace
} // namespace topomq::model
