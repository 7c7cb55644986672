// What several selected things share, what differs from its default, and what findings are about.
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/distribution_picture.h"

#include <QCheckBox>

namespace topomq::tests {

namespace {

class Several : public InspectorTest
{
protected:
    /// Both have one PUSH; the worker a PULL, too.
    void selectBoth()
    {
        document.selection()->set({model::NodeId("vent"), model::NodeId("w1")}, {});
    }

    QString shown(const char* name)
    {
        auto* label = find<QLabel>(name);
        return label->isVisibleTo(&panel) ? label->text() : QString();
    }
};

} // namespace

TEST_F(Several, SocketsOfOneTypeChangeTogetherInOneStep)
{
    selectBoth();
    click("sockets/PUSH");
    type("sockets/PUSH/SNDHWM", "7");
    EXPECT_EQ(*socket("vent.out").options.find("SNDHWM"), model::Value(7));
    EXPECT_EQ(*socket("w1.out").options.find("SNDHWM"), model::Value(7));
    EXPECT_EQ(socket("w1.in").options.find("SNDHWM"), nullptr);
    EXPECT_EQ(steps(), 1);
    click("sockets/PUSH/SNDHWM/reset");
    EXPECT_EQ(socket("vent.out").options.find("SNDHWM"), nullptr);
    EXPECT_EQ(socket("w1.out").options.find("SNDHWM"), nullptr);
    // Of the one PULL its own page tells.
    EXPECT_EQ(panel.findChild<QWidget*>(QStringLiteral("sockets/PULL")), nullptr);
}

TEST_F(Several, NodesAndLinksAreLeftOutTogether)
{
    document.selection()->set({model::NodeId("vent")}, {model::LinkId("link2")});
    auto* box = find<QCheckBox>("enabled");
    EXPECT_EQ(box->checkState(), Qt::Checked);
    QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    EXPECT_FALSE(node("vent").enabled);
    EXPECT_FALSE(document.topology().find(model::LinkId("link2"))->enabled);
    EXPECT_EQ(steps(), 1);
    EXPECT_EQ(box->checkState(), Qt::Unchecked);
}

TEST_F(Several, AllSettingsGoBackToTheirDefaultsInOneStep)
{
    document.selection()->selectNode(model::NodeId("vent"));
    EXPECT_FALSE(find<QWidget>("settings/resetAll")->isVisible());
    type("settings/count", "5");
    EXPECT_TRUE(find<QWidget>("settings/resetAll")->isVisible());
    const int before = steps();
    click("settings/resetAll");
    EXPECT_TRUE(node("vent").settings.isEmpty());
    EXPECT_EQ(steps(), before + 1);
    document.undoStack()->undo();
    EXPECT_EQ(node("vent").settings.size(), 2U);
}

TEST_F(Several, AFindingStandsAtItsFieldWithItsFix)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("sockets/vent/out/SNDHWM", "0");
    document.checkNow();
    EXPECT_TRUE(
        shown("sockets/vent/out/SNDHWM/finding").startsWith(QStringLiteral("Warning: SNDHWM 0")));
    click("sockets/vent/out/SNDHWM/fix");
    EXPECT_EQ(socket("vent.out").options.find("SNDHWM"), nullptr);
    document.checkNow();
    EXPECT_EQ(shown("sockets/vent/out/SNDHWM/finding"), QString());
}

TEST_F(Several, AFieldIsShownFromElsewhereAlsoOutOfAFold)
{
    document.selection()->revealField({model::NodeId("w1")}, {}, "w1.in", "LINGER");
    QWidget* field = find<QWidget>("sockets/w1/in/LINGER");
    EXPECT_TRUE(field->isVisible());
    EXPECT_TRUE(field->focusProxy()->hasFocus());
    document.selection()->revealField({}, {}, "", "IO_THREADS");
    EXPECT_TRUE(find<QWidget>("context/IO_THREADS")->focusProxy()->hasFocus());
}

TEST_F(Several, AClickOnALabelKeepsTheHelpBelowTheField)
{
    document.selection()->selectNode(model::NodeId("vent"));
    EXPECT_EQ(shown("sockets/vent/out/SNDHWM/help"), QString());
    click("sockets/vent/out/SNDHWM/label");
    EXPECT_TRUE(
        shown("sockets/vent/out/SNDHWM/help").contains(QStringLiteral("zmq_setsockopt(3)")));
    document.selection()->clear();
    document.selection()->selectNode(model::NodeId("vent"));
    EXPECT_FALSE(shown("sockets/vent/out/SNDHWM/help").isEmpty());
    click("sockets/vent/out/SNDHWM/label");
    EXPECT_EQ(shown("sockets/vent/out/SNDHWM/help"), QString());
}

TEST_F(Several, APictureShowsHowAValueVaries)
{
    document.selection()->selectNode(model::NodeId("w1"));
    auto* picture = find<QWidget>("settings/service_time")->findChild<ui::DistributionPicture*>();
    ASSERT_NE(picture, nullptr);
    EXPECT_FALSE(picture->isVisible());
    type("settings/service_time", "200");
    chooseIn("settings/service_time", "exponential");
    EXPECT_TRUE(picture->isVisible());
    EXPECT_TRUE(picture->accessibleName().contains(QStringLiteral("mean 200 µs")))
        << picture->accessibleName().toStdString();
}

} // namespace topomq::tests
