#include "ui/canvas/canvas_view.h"

#include "ui/canvas/canvas_accessible.h"
#include "ui/canvas/empty_hint.h"
#include "ui/canvas/in_place_text.h"
#include "ui/canvas/inside_bar.h"
#include "ui/canvas/legend.h"
#include "ui/canvas/minimap.h"
#include "ui/canvas/multiply_form.h"
#include "ui/canvas/quick_add.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <QAbstractButton>

#include <algorithm>
#include <chrono>
#include <utility>

namespace topomq::ui {

namespace {

constexpr int kFrame = 33;
constexpr int kOverlayGap = 14;
constexpr std::chrono::milliseconds kNoticeTime{3200};

} // namespace

CanvasView::CanvasView(TopologyDocument& document,
                       RunSession* session,
                       Theme& theme,
                       QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_session(session)
    , m_theme(theme)
    , m_scene(new CanvasScene(document, session, theme, this))
    , m_editor(new CanvasEditor(*m_scene, this))
    , m_actions(new CanvasActions(*this, theme))
    , m_quickAdd(new QuickAdd(theme, this))
    , m_multiplyForm(new MultiplyForm(theme, this))
    , m_minimap(new Minimap(*m_scene, this))
    , m_legend(new Legend(theme, this))
    , m_hint(new EmptyHint(theme, this))
    , m_inPlace(new InPlaceText(theme, this))
    , m_insideBar(new InsideBar(theme, this))
{
    CanvasAccessible::install();
    setObjectName(QStringLiteral("canvas"));
    setAccessibleName(tr("Canvas"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_legend->hide();
    m_noticeTimer.setSingleShot(true);
    m_noticeTimer.setInterval(kNoticeTime);
    m_frame.setInterval(kFrame);
    m_figureTimer.setSingleShot(true);
    connectScene();
    connectOverlays();
    followScene();
    showWayOut();
}

CanvasView::~CanvasView() = default;

void CanvasView::connectScene()
{
    connect(m_scene, &CanvasScene::changed, this, &CanvasView::followScene);
    connect(m_scene, &CanvasScene::figuresChanged, this, [this] {
        m_newFigures = true;
        startOrStopMotion();
        if (!waitsForFigures())
            update();
    });
    connect(m_scene, &CanvasScene::replaced, this, [this] {
        endTool();
        m_linksOf.clear();
        m_notice.clear();
        zoomFit();
        showWayOut();
    });
    connect(m_document.selection(), &Selection::changed, this, [this] {
        m_actions->setSelection(*m_document.selection(), m_document.topology());
        refreshRunActions();
        CanvasAccessible::announceSelection(*this);
    });
    connect(&m_document, &TopologyDocument::changed, this, [this] {
        // What is selected may have left its group, or lost its bends.
        m_actions->setSelection(*m_document.selection(), m_document.topology());
        CanvasAccessible::announceChange(*this);
        showWayOut();
    });
    connect(m_scene, &CanvasScene::replaced, this,
            [this] { CanvasAccessible::announceChange(*this); });
    connect(&m_document, &TopologyDocument::settling, this, &CanvasView::finishText);
    connect(&m_document, &TopologyDocument::portsWent, this, &CanvasView::sayPortsWent);
    if (m_session != nullptr) {
        connect(m_session, &RunSession::updated, this, &CanvasView::refreshRunActions);
        connect(m_session, &RunSession::stateChanged, this, &CanvasView::refreshRunActions);
    }
    connect(m_document.selection(), &Selection::revealRequested, this, &CanvasView::reveal);
    connect(m_editor, &CanvasEditor::statusMessage, this, &CanvasView::statusMessage);
    connect(m_editor, &CanvasEditor::pasteRefused, this, &CanvasView::pasteRefused);
    connect(m_editor, &CanvasEditor::linkStartChanged, this,
            [this] { m_actions->setLinkStart(!m_editor->linkStart().empty()); });
    connect(&m_noticeTimer, &QTimer::timeout, this, [this] {
        m_notice.clear();
        update();
    });
    connect(&m_frame, &QTimer::timeout, this, &CanvasView::tick);
    connect(&m_figureTimer, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void CanvasView::connectOverlays()
{
    connect(m_quickAdd, &QuickAdd::chosen, this, &CanvasView::chooseKind);
    connect(m_multiplyForm, &MultiplyForm::countChanged, this, &CanvasView::previewCopies);
    connect(m_multiplyForm, &MultiplyForm::accepted, this, &CanvasView::makeCopies);
    connect(m_multiplyForm, &MultiplyForm::dismissed, this, &CanvasView::endCopies);
    connect(m_minimap, &Minimap::goTo, this, [this](QPointF scenePoint) {
        m_showsAll = false;
        m_camera.centreOn(scenePoint, size());
        cameraMoved();
    });
    connect(m_insideBar, &InsideBar::chosen, this, [this](int step) {
        const auto& path = m_document.path();
        m_document.openInside({path.begin(), path.begin() + step});
        setFocus();
    });
    connect(m_hint, &EmptyHint::addWanted, this, &CanvasView::quickAdd);
    connect(m_hint, &EmptyHint::galleryWanted, this, &CanvasView::galleryRequested);
    // Nobody writes in the hint, so keys mean the canvas there, too.
    for (auto* button : m_hint->findChildren<QAbstractButton*>())
        button->addActions(m_actions->all());
}

void CanvasView::setDefaultTransport(const QString& transport)
{
    m_editor->setDefaultTransport(transport);
}

bool CanvasView::isLegendVisible() const
{
    return m_legend->isVisibleTo(this);
}

void CanvasView::setFigures(const plan::RunPlan& plan, const metrics::SnapshotPtr& snapshot)
{
    m_scene->beginFigures(plan);
    m_scene->addFigures(snapshot);
}

QPoint CanvasView::toWidget(const QPointF* scenePoint) const
{
    return scenePoint == nullptr ? QPoint(-1, -1) : m_camera.toView(*scenePoint).toPoint();
}

QPoint CanvasView::portPosition(const model::SocketRef& socket) const
{
    const PortSpot* port = m_scene->geometry().port(socket);
    return toWidget(port == nullptr ? nullptr : &port->position);
}

QPoint CanvasView::nodeCenter(const model::NodeId& node) const
{
    const NodeBox* box = m_scene->geometry().node(node);
    const QPointF centre = box == nullptr ? QPointF() : box->rect.center();
    return toWidget(box == nullptr ? nullptr : &centre);
}

QPoint CanvasView::linkMiddle(const model::LinkId& link) const
{
    const LinkCurve* curve = m_scene->geometry().link(link);
    return toWidget(curve == nullptr ? nullptr : &curve->instrument);
}

void CanvasView::setHits(std::optional<FindHits> hits)
{
    m_hits = std::move(hits);
    update();
}

QString CanvasView::pointerText() const
{
    return m_tool ? m_tool->pointerText() : QString();
}

void CanvasView::paste()
{
    const bool inside = underMouse() && rect().contains(m_pointer.toPoint());
    m_editor->paste(inside ? m_camera.toScene(m_pointer) : m_camera.seen(size()).center());
}

void CanvasView::setMotion(bool on)
{
    m_motionOn = on;
    (*m_actions)[CanvasCommand::Motion]->setChecked(on);
    if (!on)
        m_scene->motion().clear();
    startOrStopMotion();
    update();
}

void CanvasView::setLegendVisible(bool visible)
{
    (*m_actions)[CanvasCommand::Legend]->setChecked(visible);
    m_legend->setVisible(visible);
    placeOverlays();
}

void CanvasView::setMinimapVisible(bool visible)
{
    m_minimapWanted = visible;
    (*m_actions)[CanvasCommand::Minimap]->setChecked(visible);
    followScene();
}

void CanvasView::followScene()
{
    const bool empty = m_scene->geometry().isEmpty();
    m_hint->setVisible(empty);
    placeMinimap();
    if (empty)
        placeOverlays();
    startOrStopMotion();
    update();
}

void CanvasView::placeMinimap()
{
    const QRectF seen = m_camera.seen(size());
    const CanvasGeometry& geometry = m_scene->geometry();
    m_minimap->move(width() - m_minimap->width() - kOverlayGap,
                    height() - m_minimap->height() - kOverlayGap);
    // Where everything is in sight anyway it must not hide a card.
    const bool hides =
        seen.contains(geometry.bounds())
        && std::any_of(
            geometry.nodes().begin(), geometry.nodes().end(), [this](const NodeBox& box) {
                return m_camera.toView(box.rect).intersects(QRectF(m_minimap->geometry()));
            });
    m_minimap->setVisible(m_minimapWanted && !geometry.isEmpty() && !hides);
    m_minimap->setSeen(seen);
}

void CanvasView::placeOverlays()
{
    placeMinimap();
    m_legend->resize(m_legend->sizeHint().boundedTo(size() - QSize(16, 16)));
    m_legend->move(kOverlayGap, std::max(8, height() - m_legend->height() - kOverlayGap));
    m_hint->adjustSize();
    m_hint->move((width() - m_hint->width()) / 2, (height() - m_hint->height()) / 2);
}

void CanvasView::showNotice(const QString& text, QPointF scenePlace)
{
    m_notice = text;
    m_noticePlace = scenePlace;
    m_noticeTimer.start();
    Q_EMIT statusMessage(text);
    update();
}

void CanvasView::startOrStopMotion()
{
    const bool wanted =
        m_motionOn && isVisible() && m_scene->isMoving() && m_scene->board().hasFigures();
    if (wanted == m_frame.isActive())
        return;
    if (wanted) {
        m_clock.restart();
        m_frame.start();
    } else {
        m_frame.stop();
    }
}

void CanvasView::tick()
{
    constexpr double kLongestStep = 0.1;
    const double seconds = std::min(kLongestStep, static_cast<double>(m_clock.restart()) / 1000.0);
    if (m_scene->motion().advance(seconds, m_scene->geometry()))
        update();
    else
        m_frame.stop();
}

} // namespace topomq::ui
