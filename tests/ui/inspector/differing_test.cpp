// Fields of several things whose values differ: what is left alone there stays as it is.
#include "tests/ui/inspector/inspector_fixture.h"

#include <QCheckBox>
#include <QPlainTextEdit>

namespace topomq::tests {

namespace {

using model::Array;
using model::Object;
using model::Value;

class Differing : public InspectorTest
{
protected:
    /// Nodes "a" and "b" of the same role, with one of their settings each.
    void showBoth(model::Role role, const char* setting, const Value& ofA, const Value& ofB)
    {
        TopologyBuilder builder;
        builder.node("a", role);
        if (!ofA.isNull())
            builder.setting(setting, ofA);
        builder.node("b", role);
        if (!ofB.isNull())
            builder.setting(setting, ofB);
        builder.node("c", role);
        document.reset(builder, {});
        document.selection()->set({model::NodeId("a"), model::NodeId("b")}, {});
    }

    void showSockets(model::Role role,
                     model::SocketType type,
                     const char* option,
                     const Value& ofA,
                     const Value& ofB)
    {
        document.reset(TopologyBuilder()
                           .node("a", role)
                           .socket("s", type)
                           .option(option, ofA)
                           .node("b", role)
                           .socket("s", type)
                           .option(option, ofB),
                       {});
        document.selection()->set({model::NodeId("a"), model::NodeId("b")}, {});
    }

    void expectSettings(const char* name, const Value& ofA, const Value& ofB)
    {
        EXPECT_EQ(settingOf("a", name), ofA) << settingOf("a", name).describe();
        EXPECT_EQ(settingOf("b", name), ofB) << settingOf("b", name).describe();
    }

    void expectOptions(const char* name, const Value& ofA, const Value& ofB)
    {
        for (const auto& [ref, wanted] : {std::pair{"a.s", ofA}, std::pair{"b.s", ofB}}) {
            const Value* value = socket(ref).options.find(name);
            ASSERT_NE(value, nullptr) << ref;
            EXPECT_EQ(*value, wanted) << value->describe();
        }
    }

    /// `null`: it is left out.
    Value settingOf(const char* id, const char* name)
    {
        const Value* value = node(id).settings.find(name);
        return value == nullptr ? Value() : *value;
    }

    QComboBox* boxOf(const char* field) { return find<QWidget>(field)->findChild<QComboBox*>(); }

    static Value poisson(int rate) { return Object{{"poisson", rate}}; }

    static Value uniform(int from, int to) { return Object{{"uniform", Array{from, to}}}; }

    static Value exponential(int mean) { return Object{{"exponential", mean}}; }
};

} // namespace

TEST_F(Differing, NumbersThatAreTypedAndErasedStayAsTheyWere)
{
    showBoth(model::Role::Source, "rate", 100, 20000);
    QWidget* rate = enter("settings/rate");
    QTest::keyClicks(rate, QStringLiteral("5"));
    QTest::keyClick(rate, Qt::Key_Backspace);
    QTest::keyClick(rate, Qt::Key_Return);
    expectSettings("rate", 100, 20000);
    // Also when it was taken in between.
    QTest::keyClicks(rate, QStringLiteral("5"));
    QTest::keyClick(rate, Qt::Key_Return);
    expectSettings("rate", 5, 5);
    QTest::keyClick(rate, Qt::Key_Backspace);
    QTest::keyClick(rate, Qt::Key_Tab);
    expectSettings("rate", 100, 20000);
    click("settings/rate/reset");
    expectSettings("rate", {}, {});
}

TEST_F(Differing, ANumberThatIsErasedLaterIsTheDefaultOfAll)
{
    showBoth(model::Role::Source, "rate", 100, 20000);
    type("settings/rate", "5");
    QWidget* rate = enter("settings/rate");
    QTest::keyClick(rate, Qt::Key_Delete);
    QTest::keyClick(rate, Qt::Key_Return);
    expectSettings("rate", {}, {});
    EXPECT_EQ(rate->findChild<QLineEdit*>()->placeholderText().remove(QChar(0x2009)),
              QStringLiteral("1000"));
}

TEST_F(Differing, OptionsThatAreTypedAndErasedStayAsTheyWere)
{
    showSockets(model::Role::Source, model::SocketType::Push, "SNDHWM", 10, 500);
    click("sockets/PUSH");
    QWidget* limit = enter("sockets/PUSH/SNDHWM");
    QTest::keyClicks(limit, QStringLiteral("5"));
    QTest::keyClick(limit, Qt::Key_Return);
    expectOptions("SNDHWM", 5, 5);
    QTest::keyClick(limit, Qt::Key_Backspace);
    QTest::keyClick(limit, Qt::Key_Return);
    expectOptions("SNDHWM", 10, 500);
}

TEST_F(Differing, NumbersHaveNothingToBeSteppedFrom)
{
    showBoth(model::Role::Source, "rate", 100, 20000);
    QTest::keyClick(enter("settings/rate"), Qt::Key_Up);
    expectSettings("rate", 100, 20000);
}

TEST_F(Differing, GapsChangeAndEachKeepsItsRate)
{
    showBoth(model::Role::Source, "rate", 100, 20000);
    EXPECT_EQ(boxOf("settings/rate")->currentText(), QStringLiteral("even gaps"));
    chooseIn("settings/rate", "Poisson");
    expectSettings("rate", poisson(100), poisson(20000));
    EXPECT_EQ(boxOf("settings/rate")->currentText(), QStringLiteral("Poisson"));
    chooseIn("settings/rate", "even gaps");
    expectSettings("rate", 100, 20000);
}

TEST_F(Differing, RatesChangeAndEachKeepsItsGaps)
{
    showBoth(model::Role::Source, "rate", 100, poisson(20000));
    EXPECT_EQ(boxOf("settings/rate")->currentIndex(), -1);
    type("settings/rate", "50");
    expectSettings("rate", 50, poisson(50));
    EXPECT_EQ(boxOf("settings/rate")->currentIndex(), -1);
    chooseIn("settings/rate", "even gaps");
    expectSettings("rate", 50, 50);
}

TEST_F(Differing, AKindIsChosenAndEachStartsFromItsOwnNumbers)
{
    showBoth(model::Role::Source, "size", uniform(1, 9), uniform(100, 900));
    EXPECT_EQ(boxOf("settings/size")->currentText(), QStringLiteral("uniform"));
    chooseIn("settings/size", "exponential");
    expectSettings("size", exponential(1), exponential(100));
    // Passing through a kind loses nothing.
    chooseIn("settings/size", "uniform");
    expectSettings("size", uniform(1, 9), uniform(100, 900));
}

TEST_F(Differing, OneOfTwoNumbersIsTypedAndTheOtherStays)
{
    showBoth(model::Role::Source, "size", uniform(1, 9), uniform(2, 900));
    type("settings/size", "5");
    expectSettings("size", uniform(5, 9), uniform(5, 900));
    type("settings/size", "50");
    expectSettings("size", uniform(5, 9), uniform(5, 900));
    EXPECT_TRUE(find<QLabel>("settings/size/problem")->text().contains(QStringLiteral("smaller")));
}

TEST_F(Differing, ANumberIsNotTakenWhileItsKindIsOpen)
{
    showBoth(model::Role::Source, "size", uniform(1, 9), 64);
    EXPECT_EQ(boxOf("settings/size")->currentIndex(), -1);
    type("settings/size", "50");
    expectSettings("size", uniform(1, 9), 64);
    EXPECT_TRUE(find<QLabel>("settings/size/problem")->text().contains(QStringLiteral("choose")));
    chooseIn("settings/size", "constant");
    expectSettings("size", 50, 50);
}

TEST_F(Differing, OwnTextsOfPayloadsStayUntilAnotherIsTyped)
{
    showBoth(model::Role::Source, "text", "x", "y");
    EXPECT_EQ(boxOf("settings/text")->currentText(), QStringLiteral("own text"));
    auto* text = find<QWidget>("settings/text")->findChild<QPlainTextEdit*>();
    EXPECT_EQ(text->placeholderText(), QStringLiteral("differ"));
    text->setFocus();
    QTest::keyClicks(text, QStringLiteral("z"));
    document.settle();
    expectSettings("text", "z", "z");
    QTest::keyClick(text, Qt::Key_Backspace);
    document.settle();
    expectSettings("text", "x", "y");
}

TEST_F(Differing, PayloadsOfDifferentKindsShowNone)
{
    showBoth(model::Role::Source, "text", "x", {});
    EXPECT_EQ(boxOf("settings/text")->currentIndex(), -1);
    chooseIn("settings/text", "own text");
    expectSettings("text", "x", "");
}

TEST_F(Differing, ListsThatAreTypedAndErasedStayAsTheyWere)
{
    showBoth(model::Role::Source, "topics", Array{"x"}, Array{"y"});
    QWidget* lines = enter("settings/topics");
    QTest::keyClicks(lines, QStringLiteral("z"));
    document.settle();
    expectSettings("topics", Array{"z"}, Array{"z"});
    QTest::keyClick(lines, Qt::Key_Backspace);
    document.settle();
    expectSettings("topics", Array{"x"}, Array{"y"});
}

TEST_F(Differing, EverythingIsAddedToWhatEachSubscribesTo)
{
    showSockets(model::Role::Sink, model::SocketType::Sub, "SUBSCRIBE", Array{"x"}, Array{"y"});
    click("sockets/SUB");
    auto* everything = find<QWidget>("sockets/SUB/SUBSCRIBE")->findChild<QCheckBox*>();
    ASSERT_NE(everything, nullptr);
    everything->setFocus();
    QTest::keyClick(everything, Qt::Key_Space);
    expectOptions("SUBSCRIBE", Array{"", "x"}, Array{"", "y"});
    QTest::keyClick(everything, Qt::Key_Space);
    expectOptions("SUBSCRIBE", Array{"x"}, Array{"y"});
}

TEST_F(Differing, ANodeIsAddedToEachList)
{
    showBoth(model::Role::Peer, "to", Array{"b"}, Array{"a"});
    auto* button = find<QWidget>("settings/to")->findChild<QToolButton*>();
    const auto pick = [button](const char* node) {
        Q_EMIT button->menu()->aboutToShow();
        const auto actions = button->menu()->actions();
        for (QAction* action : actions) {
            if (action->text() == QString::fromUtf8(node)) {
                action->trigger();
                return;
            }
        }
        ADD_FAILURE() << node;
    };
    pick("c");
    expectSettings("to", Array{"b", "c"}, Array{"a", "c"});
    pick("c");
    expectSettings("to", Array{"b"}, Array{"a"});
}

} // namespace topomq::tests
