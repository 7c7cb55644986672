// The canvas as pictures: one of everything, from afar to near, light and dark, held against
// pictures that people have looked at. Text is drawn as blocks, the same on every machine.

#include "tests/ui/canvas/block_font.h"
#include "tests/ui/canvas/golden_picture.h"
#include "tests/ui/canvas/golden_topology.h"
#include "tests/ui/canvas/view_fixture.h"

#include <QApplication>
#include <QFontInfo>
#include <QTemporaryDir>

#include <gmock/gmock.h>

namespace topomq::ui::test {
namespace {

struct Look
{
    const char* name;
    /// Steps of zooming in from 100 %; below 0 out.
    int steps;
    bool dark;
};

void PrintTo(const Look& look, std::ostream* out)
{
    *out << look.name;
}

class Golden : public testing::TestWithParam<Look>
{
protected:
    Golden()
    {
        theme.setContrastMode(Theme::ContrastMode::Normal);
        theme.setMode(GetParam().dark ? Theme::Mode::Dark : Theme::Mode::Light);
        document.setCapabilities(everyTransport());
        view.resize(1360, 800);
        view.show();
        view.setMotion(false);
    }

    /// Running, with a node, a bent link and a note selected.
    void open(const model::Topology& topology)
    {
        document.reset(topology, {});
        const plan::PlanResult result = plan::makePlan(withoutMisfits(topology), everyTransport());
        const plan::RunPlan& plan = result.plan;
        ASSERT_TRUE(result.isRunnable()) << testing::PrintToString(errorsOf(result));
        view.scene().beginFigures(plan);
        for (std::uint64_t sequence = 1; sequence <= 40; ++sequence)
            view.scene().addFigures(everyFigure(plan, sequence));
        select();
        zoom();
    }

    static std::vector<std::string> errorsOf(const plan::PlanResult& result)
    {
        std::vector<std::string> errors;
        for (const model::Finding& finding : result.findings) {
            if (finding.severity == model::Severity::Error)
                errors.push_back(finding.where + ": " + finding.message);
        }
        return errors;
    }

    void select()
    {
        document.selection()->set({model::NodeId("w2")}, {model::LinkId("b1")}, {},
                                  {model::NoteId("small")});
    }

    void zoom()
    {
        view.zoomReset();
        for (int step = 0; step < GetParam().steps; ++step)
            view.zoomIn();
        for (int step = 0; step > GetParam().steps; --step)
            view.zoomOut();
    }

    [[nodiscard]] QString name(const char* what) const
    {
        return QString::fromLatin1(what) + QLatin1Char('-') + QString::fromLatin1(GetParam().name);
    }

    [[nodiscard]] QImage picture() { return view.grab().toImage(); }

    Theme theme;
    TopologyDocument document;
    CanvasView view{document, nullptr, theme};
};

TEST_P(Golden, ARunningCanvasLooksAsItDid)
{
    open(everything());
    EXPECT_TRUE(isGolden(name("running"), picture()));
}

TEST_P(Golden, ADrawingLooksAsItDid)
{
    document.reset(everything(), {});
    document.selection()->selectGroup(model::GroupId("readers"));
    zoom();
    EXPECT_TRUE(isGolden(name("drawing"), picture()));
}

INSTANTIATE_TEST_SUITE_P(Looks,
                         Golden,
                         testing::Values(Look{"far-light", -9, false},
                                         Look{"far-dark", -9, true},
                                         Look{"names-light", -4, false},
                                         Look{"names-dark", -4, true},
                                         Look{"full-light", 0, false},
                                         Look{"full-dark", 0, true},
                                         Look{"near-light", 4, false},
                                         Look{"near-dark", 4, true}),
                         [](const auto& look) {
                             std::string name = look.param.name;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

using GoldenLegend = Golden;

TEST_P(GoldenLegend, HasAsManyColumnsAsThereIsRoomFor)
{
    document.reset(everything(), {});
    view.setLegendVisible(true);
    EXPECT_TRUE(isGolden(name("legend"), picture()));
    view.resize(660, 520);
    EXPECT_TRUE(isGolden(name("legend-narrow"), picture()));
}

INSTANTIATE_TEST_SUITE_P(Looks,
                         GoldenLegend,
                         testing::Values(Look{"light", 0, false}, Look{"dark", 0, true}),
                         [](const auto& look) { return std::string(look.param.name); });

TEST(GoldenFont, IsTheOnlyOne)
{
    EXPECT_EQ(QFontInfo(Theme().font()).family(), QStringLiteral("Blocks"));
    EXPECT_EQ(QFontInfo(Theme().figureFont()).family(), QStringLiteral("Blocks"));
}

TEST(GoldenPicture, TellsAMovedMarkAndAnotherColour)
{
    QImage golden(100, 100, QImage::Format_RGB32);
    golden.fill(Qt::white);
    QPainter(&golden).fillRect(10, 10, 8, 8, Qt::black);
    QImage moved(100, 100, QImage::Format_RGB32);
    moved.fill(Qt::white);
    QPainter(&moved).fillRect(14, 10, 8, 8, Qt::black);
    EXPECT_EQ(compare(golden, golden).pixels, 0);
    EXPECT_EQ(compare(golden, moved).pixels, 64);
    QImage tinted = golden;
    tinted.fill(QColor(255, 255, 240));
    EXPECT_EQ(compare(golden, tinted).pixels, 100 * 100);
}

} // namespace
} // namespace topomq::ui::test

int main(int argc, char** argv)
{
    testing::InitGoogleMock(&argc, argv);
    const QTemporaryDir fonts;
    topomq::ui::test::useBlockFontAlone(fonts.path());
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_SCALE_FACTOR", "1");
    const QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("topomq-tests"));
    return RUN_ALL_TESTS();
}
