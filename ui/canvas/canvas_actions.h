#pragma once
// The actions of the canvas, for menus, shortcuts and the command palette.

#include <QAction>
#include <QList>
#include <QObject>

#include <map>

namespace topomq::model {
struct Topology;
} // namespace topomq::model

namespace topomq::ui {

class CanvasView;
class RunSession;
class Selection;
class Theme;

Q_NAMESPACE

enum class CanvasCommand {
    Cut,
    Copy,
    Paste,
    Duplicate,
    DuplicateWithLinks,
    Multiply,
    SaveSnippet,
    Collapse,
    Expand,
    OpenInside,
    LeaveInside,
    OfferPorts,
    Delete,
    DeleteAndReconnect,
    SelectAll,
    QuickAdd,
    MarkLinkStart,
    LinkSelection,
    NextLink,
    FlipBindSide,
    ToggleEnabled,
    SecureLink,
    EditSelection,
    AddNote,
    Group,
    Ungroup,
    FoldGroup,
    Rename,
    AddBend,
    RemoveBends,
    Arrange,
    ArrangeSelection,
    AlignLeft,
    AlignRight,
    AlignTop,
    AlignBottom,
    AlignVertically,
    AlignHorizontally,
    DistributeHorizontally,
    DistributeVertically,
    ZoomIn,
    ZoomOut,
    ZoomFit,
    ZoomSelection,
    ZoomReset,
    Motion,
    Legend,
    Minimap,
    NodeStart,
    NodeStop,
    NodeRestart,
    NodeFreeze,
    NodeKill,
    NodeSend,
    LinkCut,
};
Q_ENUM_NS(CanvasCommand)

/// Thread: the window's.
class CanvasActions : public QObject
{
    Q_OBJECT

public:
    CanvasActions(CanvasView& view, Theme& theme);

    [[nodiscard]] QAction* operator[](CanvasCommand command) const { return m_actions.at(command); }

    /// In the order of CanvasCommand.
    [[nodiscard]] QList<QAction*> all() const;
    /// Enables what makes sense with the present selection in what is drawn.
    void setSelection(const Selection& selection, const model::Topology& topology);
    /// Nodes are marked as those where links start, so one selected node is enough to link.
    void setLinkStart(bool marked);
    /// Laying out, aligning and distributing, as a menu of its own.
    [[nodiscard]] QAction* arrangeMenu(QWidget* parent) const;
    /// Enables what can be done to the selection in the run that goes on; null: none.
    void setRun(const RunSession* session, const Selection& selection);

private:
    void setSend(const RunSession* session, const Selection& selection, bool can);
    void makeEditing();
    void makeGestures();
    void makeReuse();
    void makeDrawing();
    void makeArranging();
    void makeViewing();
    void makeRunning();
    QAction* make(CanvasCommand command,
                  const QString& text,
                  const QList<QKeySequence>& keys,
                  const QString& tip,
                  const QString& icon = {});
    void restoreIcons();

    CanvasView& m_view;
    Theme& m_theme;
    std::size_t m_selectedNodes = 0;
    bool m_linkStartMarked = false;
    std::map<CanvasCommand, QAction*> m_actions;
    std::map<CanvasCommand, QString> m_icons;
};

} // namespace topomq::ui
