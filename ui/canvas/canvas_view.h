#pragma once
// The canvas: shows the topology with the figures of its run, and is where people edit it.

#include "engine/model/topology.h"
#include "ui/canvas/camera.h"
#include "ui/canvas/canvas_actions.h"
#include "ui/canvas/canvas_editor.h"
#include "ui/canvas/canvas_hit.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/find_marks.h"
#include "ui/canvas/scene_layers.h"
#include "ui/session/run_commands.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

class QMenu;

namespace topomq::ui {

class EmptyHint;
class InPlaceText;
class InsideBar;
class Legend;
class Minimap;
class MultiplyForm;
class QuickAdd;
class RunSession;
class Theme;
class TopologyDocument;

/// What the palette drags: the role's word, the name of a pattern, the file of a snippet, or the id
/// of a definition.
inline constexpr const char* kRoleMime = "application/x-topomq-role";
inline constexpr const char* kPatternMime = "application/x-topomq-pattern";
inline constexpr const char* kSnippetMime = "application/x-topomq-snippet";
inline constexpr const char* kDefinitionMime = "application/x-topomq-definition";

/// Thread: the window's. Does nothing but draw and edit: it never waits for the engine.
class CanvasView : public QWidget, private ToolHost
{
    Q_OBJECT

public:
    /// `session` may be null: a canvas to draw on.
    CanvasView(TopologyDocument& document,
               RunSession* session,
               Theme& theme,
               QWidget* parent = nullptr);
    ~CanvasView() override;

    /// "inproc", "ipc" or "tcp".
    void setDefaultTransport(const QString& transport);

    [[nodiscard]] QString defaultTransport() const { return m_editor->defaultTransport(); }

    /// At the middle of what is seen, in free space.
    void addRole(const RoleKind& kind);

    /// So much of it is under something else: what has to be seen keeps clear of that.
    void setTopCovered(int height);

    [[nodiscard]] CanvasActions& canvasActions() { return *m_actions; }

    [[nodiscard]] double zoom() const override { return m_camera.zoom(); }

    [[nodiscard]] bool isMotionOn() const { return m_motionOn; }

    [[nodiscard]] bool isLegendVisible() const;

    /// The drawing as it is seen now, as a picture.
    [[nodiscard]] CanvasScene& scene() override { return *m_scene; }

    /// Figures without a session: for tests and pictures.
    void setFigures(const plan::RunPlan& plan, const metrics::SnapshotPtr& snapshot);

    // Where things are now, in coordinates of this widget; (-1, -1) for what is not there.
    [[nodiscard]] QPoint portPosition(const model::SocketRef& socket) const;
    [[nodiscard]] QPoint nodeCenter(const model::NodeId& node) const;
    [[nodiscard]] QPoint linkMiddle(const model::LinkId& link) const;

    /// Where a form about the selection may stand.
    [[nodiscard]] QPoint besideSelection() const;

    /// Of a place on the canvas, in scene units.
    [[nodiscard]] QPoint scenePosition(QPointF scenePoint) const { return toWidget(&scenePoint); }

    [[nodiscard]] QPointF sceneAt(QPointF viewPoint) const { return m_camera.toScene(viewPoint); }

    [[nodiscard]] QRect viewRect(const QRectF& sceneRect) const
    {
        return m_camera.toView(sceneRect).toAlignedRect();
    }

    /// The words that stand on the canvas now because something was refused; else empty.
    [[nodiscard]] QString noticeText() const { return m_notice; }

    /// The words at the pointer while a link is pulled; else empty.
    [[nodiscard]] QString pointerText() const;

    [[nodiscard]] QuickAdd* quickAddPopup() const { return m_quickAdd; }

    [[nodiscard]] MultiplyForm* multiplyForm() const { return m_multiplyForm; }

    /// Where copies would come to stand, in scene units; while the form asks for their number.
    [[nodiscard]] const std::vector<QRectF>& copyGhosts() const { return m_copyGhosts; }

    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 200}; }

    [[nodiscard]] QSize sizeHint() const override { return {960, 600}; }

    /// Marks what a search has found, and dims the rest; nothing: no search goes on.
    void setHits(std::optional<FindHits> hits);

    [[nodiscard]] const std::optional<FindHits>& hits() const { return m_hits; }

    /// Brings them into view, without selecting them.
    void showPlace(const std::set<model::NodeId>& nodes,
                   const std::set<model::LinkId>& links,
                   const std::set<model::GroupId>& groups = {},
                   const std::set<model::NoteId>& notes = {});

    /// As if a link were pulled from one socket to the other; one undo step.
    void linkSockets(const model::SocketRef& from, const model::SocketRef& to)
    {
        m_editor->link(from, to);
    }

    /// Without a place in the middle of what is seen.
    void addInstance(const model::DefinitionId& id, std::optional<model::Point> place);

    [[nodiscard]] InsideBar* insideBar() const { return m_insideBar; }

    /// What a running session does to the selected nodes.
    void orderNodes(NodeCommand command);

public Q_SLOTS:
    void zoomIn();
    void zoomOut();
    void zoomFit();
    void zoomSelection();
    void zoomReset();
    void arrange();

    void arrangeSelection();

    void alignSelection(Alignment alignment) { m_editor->alignSelection(alignment); }

    void distributeSelection(Qt::Orientation axis) { m_editor->distributeSelection(axis); }

    void deleteSelection() { m_editor->deleteSelection(); }

    void selectAll() { m_editor->selectAll(); }

    void copy() { m_editor->copy(); }

    void cut() { m_editor->cut(); }

    void paste();

    void duplicate() { m_editor->duplicate(); }

    void duplicateWithLinks() { m_editor->duplicateWithLinks(); }

    void deleteAndReconnect() { m_editor->deleteAndReconnect(); }

    void markLinkStart();
    void linkSelection();
    /// Selects one link after the other: of the selected nodes and groups, else of all.
    void nextLink();
    /// Asks how many of the selected nodes there shall be.
    void multiply();

    void flipBindSide() { m_editor->flipBindSide(); }

    void collapseSelection();
    void expandSelection();
    /// The selected instance of a sub-topology, to see and edit what is inside.
    void openSelection();
    void leaveInside();
    /// Takes what is being written on the canvas.
    void finishText();
    void offerPorts();
    void groupSelection();
    void ungroupSelection();
    void foldSelection();
    /// The title of the selected group or the text of the selected note; of all else in the
    /// inspector.
    void renameSelection();
    void addNote();
    void addBend();
    void removeBends();

    void toggleEnabled() { m_editor->toggleEnabled(); }

    void secureLinks() { m_editor->secureLinks(); }

    void freezeOrThaw();
    void cutOrMend();

    void quickAdd();
    void setMotion(bool on);
    void setLegendVisible(bool visible);
    void setMinimapVisible(bool visible);

Q_SIGNALS:
    void statusMessage(const QString& text);
    void pasteRefused(const QString& text);
    /// The selection should be shown for editing.
    void editRequested();
    /// The mark of a finding was clicked; its `where`.
    void problemRequested(const QString& where);
    void galleryRequested();
    void patternDropped(const QString& pattern, const topomq::model::Point& place);
    void snippetDropped(const QString& file, const topomq::model::Point& place);
    /// The selection should be kept in the palette.
    void snippetRequested();
    void zoomChanged(double zoom);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    ToolHost& toolHost() { return *this; }

    CanvasEditor& editor() override { return *m_editor; }

    void panBy(QPointF viewDelta) override;

    void refresh() override { update(); }

    void showNotice(const QString& text, QPointF scenePlace) override;
    void offerQuickAdd(QPointF scenePlace, std::optional<model::SocketRef> from) override;

    void connectScene();
    void connectOverlays();
    void refreshRunActions();
    void cameraMoved();
    void followScene();
    void startOrStopMotion();
    void tick();
    void reveal();
    void placeOverlays();
    void placeMinimap();
    void updateHover(QPointF view);
    /// New figures would come too soon after the last ones; they will be asked for then.
    [[nodiscard]] bool waitsForFigures();
    [[nodiscard]] bool figuresAreDue();
    void paintOverlay(QPainter& painter) const;
    void paintWords(QPainter& painter, const QString& text, QPointF place, bool trouble) const;
    void paintGhost(QPainter& painter) const;
    [[nodiscard]] PointerEvent pointerAt(QPointF view, Qt::KeyboardModifiers modifiers) const;
    [[nodiscard]] QPoint toWidget(const QPointF* scenePoint) const;
    [[nodiscard]] QRectF selectionBounds() const;
    /// Where the menu key opens the menu of what is selected.
    [[nodiscard]] QPoint placeOfSelection() const;
    /// Its card, or that of the collapsed group which hides it; null: there is neither.
    [[nodiscard]] QRectF cardOf(const model::NodeId& id) const;
    [[nodiscard]] QRectF boundsOf(const std::set<model::NodeId>& nodes,
                                  const std::set<model::LinkId>& links,
                                  const std::set<model::GroupId>& groups,
                                  const std::set<model::NoteId>& notes) const;
    void bringIntoView(const QRectF& bounds);
    void begin(std::unique_ptr<CanvasTool> tool, const PointerEvent& event);
    void endTool();
    std::unique_ptr<CanvasTool> drawingTool(const Hit& hit, const PointerEvent& pointer);
    bool pressFoldButton(const Hit& hit, QPointF scenePlace);
    bool doubleClickDrawing(const Hit& hit, QPointF scenePlace);
    /// Does it with what was written only as long as the same part of the file is shown: inside of
    /// a sub-topology, and outside, other things have the same ids.
    [[nodiscard]] std::function<void(const QString&)>
    whileHere(std::function<void(const QString&)> done) const;
    void writeTitle(const model::GroupId& id);
    /// One that is new goes again when nothing is written.
    void writeNote(const model::NoteId& id, bool isNew = false);
    void writeInstance(const model::NodeId& id);
    bool openInside(const model::NodeId& id);
    void showWayOut();
    void placeInsideBar();
    void sayPortsWent(std::size_t ports, std::size_t links);
    void addColorsTo(QMenu* menu);
    bool addDrawingMenu(QMenu* menu, const Hit& hit);
    void addThingMenu(QMenu* menu, const Hit& hit);
    bool handleKey(QKeyEvent* event);
    void handleEscape();
    void handleArrow(int key, Qt::KeyboardModifiers modifiers);
    void cycle(bool forward);
    void goToNeighbour(int key);
    void chooseKind(const RoleKind& kind);
    /// The link at the place that a node may be put into.
    [[nodiscard]] std::optional<model::LinkId> linkToSpliceAt(QPointF scenePlace) const;
    /// The link that what is dragged there would be put into.
    [[nodiscard]] std::optional<model::LinkId> linkToDropInto(const QDropEvent& event) const;
    /// Are changes of places shown as ways?
    [[nodiscard]] bool glides() const;
    [[nodiscard]] Placement placesSeen() const;
    void previewCopies(int times);
    void makeCopies(int times);
    void endCopies();

    TopologyDocument& m_document;
    RunSession* m_session;
    Theme& m_theme;
    CanvasScene* m_scene;
    CanvasEditor* m_editor;
    CanvasActions* m_actions;
    QuickAdd* m_quickAdd;
    MultiplyForm* m_multiplyForm;
    Minimap* m_minimap;
    Legend* m_legend;
    EmptyHint* m_hint;
    InPlaceText* m_inPlace;
    InsideBar* m_insideBar;
    int m_topCovered = 0;
    Camera m_camera;
    SceneLayers m_layers;
    std::unique_ptr<CanvasTool> m_tool;
    Hit m_hover;
    QPointF m_pointer{-1, -1};
    QString m_notice;
    QPointF m_noticePlace;
    QTimer m_noticeTimer;
    QTimer m_frame;
    QElapsedTimer m_clock;
    QElapsedTimer m_figureClock;
    QTimer m_figureTimer;
    bool m_newFigures = false;
    QPointF m_addPlace;
    std::optional<model::SocketRef> m_addFrom;
    std::optional<model::LinkId> m_addInto;
    std::optional<QPointF> m_ghost;
    std::optional<FindHits> m_hits;
    std::optional<model::LinkId> m_dropInto;
    std::vector<QRectF> m_copyGhosts;
    /// The nodes whose links are selected one after the other; empty: all nodes.
    std::set<model::NodeId> m_linksOf;
    bool m_motionOn = true;
    bool m_minimapWanted = true;
    /// Until people pan or zoom, the view shows the whole topology.
    bool m_showsAll = true;
    bool m_spaceHeld = false;
    bool m_spaceUsed = false;
};

} // namespace topomq::ui
