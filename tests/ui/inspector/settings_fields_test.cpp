#include "tests/ui/inspector/inspector_fixture.h"

#include <QPlainTextEdit>
#include <QScrollArea>

namespace topomq::tests {

namespace {

class SettingsFields : public InspectorTest
{
protected:
    QString problem(const char* name)
    {
        auto* label = find<QLabel>(name);
        return label->isHidden() ? QString() : label->text();
    }
};

} // namespace

TEST_F(SettingsFields, TypingAServiceTimeChangesTheDocument)
{
    document.selection()->selectNode(model::NodeId("w1"));
    type("settings/service_time", "1500");
    EXPECT_EQ(model::settingsOf(node("w1")).serviceTime.a, 1500);
}

TEST_F(SettingsFields, TypingInOneFieldIsOneUndoStep)
{
    document.selection()->selectNode(model::NodeId("w1"));
    type("settings/service_time", "1500");
    EXPECT_EQ(steps(), 1);
    document.undoStack()->undo();
    EXPECT_EQ(node("w1").settings.find("service_time"), nullptr);
}

TEST_F(SettingsFields, APauseInTypingTakesTheNumber)
{
    document.selection()->selectNode(model::NodeId("vent"));
    QTest::keyClicks(enter("settings/rate"), QStringLiteral("70"));
    EXPECT_EQ(steps(), 0);
    EXPECT_TRUE(QTest::qWaitFor([this] { return steps() == 1; }, 20000));
    EXPECT_EQ(model::settingsOf(node("vent")).rate.perSecond, 70);
}

TEST_F(SettingsFields, PausesInTypingDoNotSplitTheUndoStep)
{
    document.selection()->selectNode(model::NodeId("vent"));
    QWidget* rate = enter("settings/rate");
    QTest::keyClicks(rate, QStringLiteral("70"));
    QTest::keyClick(rate, Qt::Key_Return);
    QTest::keyClick(rate, Qt::Key_End);
    QTest::keyClicks(rate, QStringLiteral("5"));
    QTest::keyClick(rate, Qt::Key_Return);
    EXPECT_EQ(model::settingsOf(node("vent")).rate.perSecond, 705);
    EXPECT_EQ(steps(), 1);
}

TEST_F(SettingsFields, UndoRightAfterTypingTakesBackWhatWasTyped)
{
    document.selection()->selectNode(model::NodeId("vent"));
    QWidget* rate = enter("settings/rate");
    QTest::keyClicks(rate, QStringLiteral("70"));
    QTest::keyClick(rate, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(model::settingsOf(node("vent")).rate.perSecond, 100);
    EXPECT_EQ(find<QWidget>("settings/rate")->findChild<QLineEdit*>()->text(),
              QStringLiteral("100"));
    EXPECT_TRUE(document.undoStack()->canRedo());
}

TEST_F(SettingsFields, SelectingAnotherNodeTakesWhatIsTyped)
{
    document.selection()->selectNode(model::NodeId("vent"));
    QTest::keyClicks(enter("settings/rate"), QStringLiteral("70"));
    document.selection()->selectNode(model::NodeId("w1"));
    EXPECT_EQ(model::settingsOf(node("vent")).rate.perSecond, 70);
}

TEST_F(SettingsFields, WhatIsTypedForANodeThatGoesIsForgotten)
{
    document.selection()->selectNode(model::NodeId("vent"));
    QTest::keyClicks(enter("settings/rate"), QStringLiteral("70"));
    document.push(QStringLiteral("Remove"), model::RemoveNode{model::NodeId("vent")});
    EXPECT_EQ(steps(), 1);
}

TEST_F(SettingsFields, ComingBackToAFieldBeginsAnotherUndoStep)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("settings/rate", "50");
    type("settings/count", "7");
    type("settings/rate", "60");
    EXPECT_EQ(steps(), 3);
}

TEST_F(SettingsFields, ArrowKeysStepTheNumber)
{
    document.selection()->selectNode(model::NodeId("vent"));
    QWidget* rate = enter("settings/rate");
    QTest::keyClick(rate, Qt::Key_Up);
    EXPECT_EQ(model::settingsOf(node("vent")).rate.perSecond, 110);
    EXPECT_EQ(steps(), 1);
}

TEST_F(SettingsFields, AnInvalidValueIsNotPushed)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("settings/burst", "0");
    EXPECT_EQ(node("vent").settings.find("burst"), nullptr);
    EXPECT_EQ(steps(), 0);
}

TEST_F(SettingsFields, AnInvalidValueShowsItsReason)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("settings/burst", "0");
    EXPECT_TRUE(problem("settings/burst/problem").contains(QStringLiteral("between 1 and")));
}

TEST_F(SettingsFields, AWordIsNoRate)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("settings/rate", "fast");
    EXPECT_TRUE(problem("settings/rate/problem").contains(QStringLiteral("number")));
    EXPECT_EQ(model::settingsOf(node("vent")).rate.perSecond, 100);
}

TEST_F(SettingsFields, TheReasonGoesWhenTheValueFits)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("settings/burst", "0");
    type("settings/burst", "4");
    EXPECT_TRUE(problem("settings/burst/problem").isEmpty());
}

TEST_F(SettingsFields, AnEmptyFieldMeansTheDefault)
{
    document.selection()->selectNode(model::NodeId("vent"));
    QWidget* rate = enter("settings/rate");
    QTest::keyClick(rate, Qt::Key_Delete);
    QTest::keyClick(rate, Qt::Key_Return);
    EXPECT_EQ(node("vent").settings.find("rate"), nullptr);
}

TEST_F(SettingsFields, ResetTakesTheSettingAway)
{
    document.selection()->selectNode(model::NodeId("vent"));
    click("settings/rate/reset");
    EXPECT_EQ(node("vent").settings.find("rate"), nullptr);
    EXPECT_FALSE(find<QWidget>("settings/rate/reset")->isVisible());
}

TEST_F(SettingsFields, UndoShowsTheValueBefore)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("settings/rate", "250");
    QTest::keyClick(find<QWidget>("settings/rate")->focusProxy(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(model::settingsOf(node("vent")).rate.perSecond, 100);
    EXPECT_EQ(find<QWidget>("settings/rate")->findChild<QLineEdit*>()->text(),
              QStringLiteral("100"));
}

TEST_F(SettingsFields, TypingKeepsTheFieldAndItsCaret)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("settings/rate", "2500");
    auto* line = find<QWidget>("settings/rate")->findChild<QLineEdit*>();
    line->setCursorPosition(1);
    QTest::keyClicks(find<QWidget>("settings/rate")->focusProxy(), QStringLiteral("7"));
    ASSERT_TRUE(QTest::qWaitFor([this] { return steps() == 2; }, 20000));
    EXPECT_EQ(line->text(), QStringLiteral("27500"));
    EXPECT_EQ(line->cursorPosition(), 2);
}

TEST_F(SettingsFields, APoissonRateKeepsItsNumber)
{
    document.selection()->selectNode(model::NodeId("vent"));
    auto* spacing = find<QWidget>("settings/rate")->findChild<QComboBox*>();
    spacing->setFocus();
    QTest::keyClick(spacing, Qt::Key_Down);
    EXPECT_EQ(model::settingsOf(node("vent")).rate, (model::Rate{100, true}));
}

TEST_F(SettingsFields, AUniformDistributionTakesTwoNumbers)
{
    document.selection()->selectNode(model::NodeId("w1"));
    type("settings/service_time", "100");
    auto* kind = find<QWidget>("settings/service_time")->findChild<QComboBox*>();
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Down);
    EXPECT_EQ(model::settingsOf(node("w1")).serviceTime,
              (model::Distribution{model::Distribution::Kind::Uniform, 100, 200}));
}

TEST_F(SettingsFields, EachLineIsATopic)
{
    document.selection()->selectNode(model::NodeId("vent"));
    QWidget* lines = find<QWidget>("settings/topics")->focusProxy();
    lines->setFocus();
    QTest::keyClicks(lines, QStringLiteral("a"));
    QTest::keyClick(lines, Qt::Key_Return);
    QTest::keyClicks(lines, QStringLiteral("b"));
    QTest::keyClick(lines, Qt::Key_Tab);
    EXPECT_EQ(model::settingsOf(node("vent")).topics, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(steps(), 1);
}

TEST_F(SettingsFields, TheWheelTurnsNothingWithoutTheFocus)
{
    document.selection()->selectNode(model::NodeId("vent"));
    QWidget* rate = find<QWidget>("settings/rate")->focusProxy();
    ASSERT_FALSE(rate->hasFocus());
    QWheelEvent wheel(QPointF(5, 5), rate->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, 120),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(rate, &wheel);
    EXPECT_EQ(model::settingsOf(node("vent")).rate.perSecond, 100);
}

TEST_F(SettingsFields, RenamingByTypingIsOneUndoStep)
{
    document.selection()->selectNode(model::NodeId("w1"));
    type("name", "Slow worker");
    EXPECT_EQ(node("w1").name, "Slow worker");
    EXPECT_EQ(steps(), 1);
}

TEST_F(SettingsFields, ANodeCanBeLeftOut)
{
    document.selection()->selectNode(model::NodeId("w1"));
    QTest::keyClick(find<QWidget>("enabled"), Qt::Key_Space);
    EXPECT_FALSE(node("w1").enabled);
}

TEST_F(SettingsFields, SeveralNodesOfOneRoleAreEditedInOneStep)
{
    model::Node twin = node("w1");
    twin.id = model::NodeId("w2");
    document.push(QStringLiteral("Add"), model::AddNode{twin, {}});
    document.selection()->set({model::NodeId("w1"), model::NodeId("w2")}, {});
    type("settings/service_time", "9");
    EXPECT_EQ(model::settingsOf(node("w1")).serviceTime.a, 9);
    EXPECT_EQ(model::settingsOf(node("w2")).serviceTime.a, 9);
    EXPECT_EQ(steps(), 2);
}

TEST_F(SettingsFields, APageIsNeverWiderThanANarrowDock)
{
    panel.resize(260, 700);
    const auto pages = {std::set{model::NodeId("vent")},
                        std::set{model::NodeId("w1")},
                        std::set{model::NodeId("vent"), model::NodeId("sink")},
                        {}};
    for (const std::set<model::NodeId>& nodes : pages) {
        document.selection()->set(
            nodes, nodes.empty() ? std::set{model::LinkId("link1")} : std::set<model::LinkId>());
        const auto* area = panel.findChild<QScrollArea*>();
        EXPECT_LE(area->widget()->minimumSizeHint().width(), area->viewport()->width());
    }
}

TEST_F(SettingsFields, TheTopologyIsDescribedInOneStep)
{
    document.selection()->clear();
    type("topology/description", "Three nodes");
    EXPECT_EQ(document.topology().description, "Three nodes");
    EXPECT_EQ(steps(), 1);
}

} // namespace topomq::tests
