// Panning shifts what is drawn and draws only what comes into view: nobody may see the difference.

#include "engine/plan/run_plan.h"
#include "tests/ui/canvas/golden_topology.h"
#include "tests/ui/canvas/image_difference.h"
#include "tests/ui/canvas/view_fixture.h"

#include <QImage>
#include <QWheelEvent>

#include <cstdlib>

namespace topomq::ui::test {
namespace {

/// Left of the edge Qt rounds the places of letters otherwise than right of it, so that they may be
/// a quarter of a pixel off.
constexpr int kHardly = 24;

/// The difference of four times four pixels taken together.
int fromAfar(const QImage& one, const QImage& other)
{
    const auto smaller = [](const QImage& image) {
        return image.scaled(image.size() / 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    };
    return difference(smaller(one), smaller(other));
}

class Scrolling : public CanvasFixture
{
protected:
    void wheel(QPoint pixels)
    {
        const QPointF place(640, 360);
        QWheelEvent event(place, view.mapToGlobal(place), pixels, {}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&view, &event);
        view.repaint();
    }

    [[nodiscard]] QImage shown() { return view.grab().toImage(); }

    /// The same with nothing kept from before.
    [[nodiscard]] QImage drawnAnew()
    {
        view.resize(view.size() + QSize(16, 0));
        (void)view.grab();
        view.resize(view.size() - QSize(16, 0));
        return shown();
    }

    void wanderAndCompare()
    {
        (void)shown();
        for (const QPoint step :
             {QPoint(40, 0), QPoint(-3, 0), QPoint(0, 25), QPoint(0, -61), QPoint(17, 13),
              QPoint(-150, 90), QPoint(1, -1), QPoint(3000, 0), QPoint(-3000, 7)})
        {
            wheel(step);
            const QImage scrolled = shown();
            ASSERT_LE(fromAfar(scrolled, drawnAnew()), kHardly) << step.x() << ", " << step.y();
        }
    }
};

} // namespace

TEST_F(Scrolling, OfADrawingShowsWhatDrawingItAnewShows)
{
    open(large(300));
    // At 100 %, with names only, from afar, and near.
    for (const int steps : {0, -4, -6, 13}) {
        for (int i = 0; i < std::abs(steps); ++i)
            steps < 0 ? view.zoomOut() : view.zoomIn();
        ASSERT_NO_FATAL_FAILURE(wanderAndCompare()) << steps;
    }
}

TEST_F(Scrolling, OfGroupsNotesAndFiguresShowsWhatDrawingThemAnewShows)
{
    open(everything());
    const plan::RunPlan plan = plan::makePlan(withoutMisfits(document.topology())).plan;
    ASSERT_NO_FATAL_FAILURE(wanderAndCompare());
    for (const bool dots : {false, true}) {
        view.setMotion(dots);
        view.scene().beginFigures(plan);
        view.scene().addFigures(everyFigure(plan, 1));
        ASSERT_NO_FATAL_FAILURE(wanderAndCompare()) << dots;
        view.scene().hideFigures();
    }
}

TEST_F(Scrolling, DrawsALineAnewThatHasBecomeAnotherOne)
{
    open(large(300));
    const plan::RunPlan plan = plan::makePlan(document.topology()).plan;
    view.setMotion(false);
    view.scene().beginFigures(plan);
    const auto withLoad = [&plan](std::uint64_t sequence, double bytesPerSecond) {
        auto sample = quiet(plan, sequence);
        for (metrics::FlowFigures& flow : sample->flows)
            flow.bytesPerSecond = bytesPerSecond;
        return sample;
    };
    view.scene().addFigures(withLoad(1, 0));
    (void)shown();
    // Not shown yet when the view moves.
    view.scene().addFigures(withLoad(2, 1e9));
    wheel({40, 0});
    const QImage scrolled = shown();
    EXPECT_LE(fromAfar(scrolled, drawnAnew()), kHardly);
}

} // namespace topomq::ui::test
