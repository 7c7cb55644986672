#include "engine/model/parameters.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::model {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A source and a sink that use #load four times.
Topology withParameters()
{
    Topology topology = tests::pushPull();
    topology.parameters = {{.name = "half", .value = "#load / 2"}, {.name = "load", .value = 500}};
    topology.nodes[0].settings.set("rate", Object{{"poisson", "#load"}});
    topology.nodes[0].settings.set("size", Object{{"uniform", Array{1, "#half + 1"}}});
    topology.nodes[0].settings.set("text", "#load");
    topology.nodes[0].sockets[0].options.set("SNDHWM", "#load");
    topology.nodes[1].settings.set("service_time", "#load * 3");
    topology.context.set("MAX_SOCKETS", "#load");
    return topology;
}

TEST(Parameters, AreReckonedInAnyOrder)
{
    const ParameterValues values(withParameters().parameters);
    EXPECT_EQ(values.find("half")->number, 250);
    EXPECT_EQ(values.evaluate("#half + #load").number, 750);
    EXPECT_EQ(values.find("more"), nullptr);
}

TEST(Parameters, ThatGoRoundInACircleHaveNoValue)
{
    const ParameterValues values({{.name = "a", .value = "#b"},
                                  {.name = "b", .value = "#a + 1"},
                                  {.name = "c", .value = "#a"},
                                  {.name = "d", .value = "#d"},
                                  {.name = "e", .value = 1}});
    EXPECT_THAT(values.find("a")->problem, HasSubstr("circle: #a → #b → #a"));
    EXPECT_THAT(values.find("c")->problem, HasSubstr("depends on a circle"));
    EXPECT_THAT(values.find("d")->problem, HasSubstr("circle: #d → #d"));
    EXPECT_EQ(values.find("e")->number, 1);
}

TEST(Parameters, OfALongChainAreReckoned)
{
    std::vector<Parameter> chain{{.name = "p0", .value = 1}};
    for (int i = 1; i < 1000; ++i)
        chain.push_back(
            {.name = "p" + std::to_string(i), .value = "#p" + std::to_string(i - 1) + " + 1"});
    EXPECT_EQ(ParameterValues(chain).find("p999")->number, 1000);
}

TEST(Parameters, PutNumbersInThePlacesOfTheirUses)
{
    const Topology source = withParameters();
    const ResolvedTopology resolved(source);
    const Topology& topology = resolved.topology();
    EXPECT_THAT(resolved.problems(), IsEmpty());
    EXPECT_EQ(*topology.nodes[0].settings.find("rate"), Value(Object{{"poisson", 500}}));
    EXPECT_EQ(*topology.nodes[0].settings.find("size"), Value(Object{{"uniform", Array{1, 251}}}));
    // A text is a text.
    EXPECT_EQ(*topology.nodes[0].settings.find("text"), Value("#load"));
    EXPECT_EQ(*topology.nodes[0].sockets[0].options.find("SNDHWM"), Value(500));
    EXPECT_EQ(*topology.nodes[1].settings.find("service_time"), Value(1500));
    EXPECT_EQ(*topology.context.find("MAX_SOCKETS"), Value(500));
}

TEST(Parameters, CopyNothingWhereNoneIsUsed)
{
    const Topology source = tests::pushPull();
    EXPECT_EQ(&ResolvedTopology(source).topology(), &source);
}

TEST(Parameters, ThatAreUnknownLeaveTheDefaultOrTheText)
{
    Topology source = withParameters();
    source.nodes[0].sockets[0].options.set("SNDHWM", "#nobody");
    const ResolvedTopology resolved(source);
    ASSERT_THAT(resolved.problems(), SizeIs(1));
    EXPECT_EQ(resolved.problems()[0].evaluation.unknown, "nobody");
    EXPECT_EQ(resolved.problems()[0].use.key, "SNDHWM");
    EXPECT_EQ(resolved.topology().nodes[0].sockets[0].options.find("SNDHWM"), nullptr);
    const ResolvedTopology kept(source, Unresolved::Keep);
    EXPECT_EQ(*kept.topology().nodes[0].sockets[0].options.find("SNDHWM"), Value("#nobody"));
}

TEST(Parameters, AreRenamedWhereverTheyAreUsed)
{
    Topology topology = withParameters();
    const Topology before = topology;
    const Applied applied = model::apply(topology, renameParameter(topology, "load", "l"));
    EXPECT_TRUE(applied.change.parameters);
    EXPECT_TRUE(applied.change.context);
    EXPECT_EQ(topology.parameters[0].value, Value("#l / 2"));
    EXPECT_EQ(topology.parameters[1].name, "l");
    EXPECT_EQ(*topology.nodes[0].settings.find("rate"), Value(Object{{"poisson", "#l"}}));
    EXPECT_EQ(*topology.nodes[0].settings.find("text"), Value("#load"));
    EXPECT_EQ(*topology.nodes[0].sockets[0].options.find("SNDHWM"), Value("#l"));
    EXPECT_EQ(*topology.nodes[1].settings.find("service_time"), Value("#l * 3"));
    EXPECT_EQ(*topology.context.find("MAX_SOCKETS"), Value("#l"));
    model::apply(topology, applied.inverse);
    EXPECT_EQ(topology, before);
}

TEST(Parameters, LeaveTheirValueInPlaceWhenTheyGo)
{
    Topology topology = withParameters();
    const Topology before = topology;
    const Edit edit = removeParameter(topology, "load", UsesOfRemoved::PutValueInPlace);
    const Applied applied = model::apply(topology, edit);
    ASSERT_THAT(topology.parameters, SizeIs(1));
    EXPECT_EQ(topology.parameters[0].value, Value(250));
    EXPECT_EQ(*topology.nodes[0].settings.find("rate"), Value(Object{{"poisson", 500}}));
    EXPECT_EQ(*topology.nodes[1].settings.find("service_time"), Value(1500));
    EXPECT_THAT(ResolvedTopology(topology).problems(), IsEmpty());
    model::apply(topology, applied.inverse);
    EXPECT_EQ(topology, before);
}

/// A seventh, which no number of the computer is, and seven of them.
Topology withSevenths()
{
    Topology topology = tests::pushPull();
    topology.parameters = {{.name = "total", .value = 1000000},
                           {.name = "share", .value = "#total / 7"}};
    topology.nodes[0].settings.set("rate", "#share");
    topology.nodes[0].settings.set("count", "#share * 7");
    return topology;
}

TEST(Parameters, ComeToAWholeNumberWhereOnlyRoundingIsInTheWay)
{
    const Topology source = withSevenths();
    const ResolvedTopology resolved(source);
    EXPECT_EQ(*resolved.topology().nodes[0].settings.find("count"), Value(1000000));
    EXPECT_EQ(*resolved.topology().nodes[0].settings.find("rate"), Value(1000000.0 / 7));
    EXPECT_EQ(reckonedValue(1000000.0 / 7 * 7), Value(1000000));
    EXPECT_EQ(reckonedValue(-1000000.0 / 7 * 7), Value(-1000000));
    EXPECT_EQ(reckonedValue(1000000.001), Value(1000000.001));
    EXPECT_EQ(reckonedValue(1e-20), Value(1e-20));
    EXPECT_EQ(reckonedValue(1e12 + 0.5), Value(1e12 + 0.5));
    EXPECT_EQ(numberValue(1000000.0 / 7 * 7), Value(1000000.0 / 7 * 7)) << "as it is typed";
}

TEST(Parameters, LeaveAllDigitsOfTheirValueInPlaceWhenTheyGo)
{
    Topology topology = withSevenths();
    model::apply(topology, removeParameter(topology, "share", UsesOfRemoved::PutValueInPlace));
    EXPECT_EQ(*topology.nodes[0].settings.find("rate"), Value(1000000.0 / 7));
    EXPECT_EQ(*topology.nodes[0].settings.find("count"), Value(1000000));
    EXPECT_EQ(numberText(1000000.0 / 7), "142857.14285714287");
    EXPECT_EQ(numberText(1000000), "1000000");
    EXPECT_EQ(numberText(0.1), "0.1");
}

TEST(Parameters, ThatGoAloneLeaveUsesThatNameNobody)
{
    Topology topology = withParameters();
    model::apply(topology, removeParameter(topology, "load", UsesOfRemoved::Leave));
    EXPECT_FALSE(ResolvedTopology(topology).problems().empty());
}

TEST(Parameters, TouchTheNodesThatUseThem)
{
    Topology topology = withParameters();
    const Applied applied =
        model::apply(topology, setParameter(topology, {.name = "load", .value = 900}));
    EXPECT_THAT(applied.change.nodes, SizeIs(2));
    EXPECT_TRUE(applied.change.parameters);
}

} // namespace
} // namespace topomq::model
