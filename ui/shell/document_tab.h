#pragma once
// One open file with all that belongs to it: document, run, canvas, panels, search and guards.

#include "engine/runtime/runtime.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"
#include "ui/shell/file_controller.h"

#include <QWidget>

#include <memory>

namespace topomq::ui {

class CanvasView;
class ChoiceBar;
class FileGuard;
class FilePlaces;
class FindController;
class MessageBar;
class PaletteDrops;
class RunController;
class TabPanels;
class Theme;
struct CanvasMenus;
struct ClosedTab;
struct OpenResult;

/// A page of the window: the canvas, with what is said and asked about the file above it. Goes on
/// with its run, its autosave and its file watch while another is in front. Thread: the window's.
class DocumentTab : public QWidget
{
    Q_OBJECT

public:
    DocumentTab(const runtime::RoleFactory& factory,
                Theme& theme,
                FilePlaces& places,
                FileController::IsOpenElsewhere isOpenElsewhere,
                QWidget* parent);
    ~DocumentTab() override;

    /// Starts over with what was read; `path` is that of the file it came from.
    void take(OpenResult result, const QString& path);
    /// Goes on with what was closed; what of it was not saved is a step that can be undone.
    void takeBack(const ClosedTab& closed);
    /// The legend, the overview and the motion as that one shows them.
    void lookLike(const DocumentTab& other);

    /// Nobody has put anything into it: another file may take its place.
    [[nodiscard]] bool isUntouched();

    /// It runs, or has steps that would be lost if something else took its place.
    [[nodiscard]] bool isInUse()
    {
        return isModified() || isRunning() || m_document.undoStack()->count() > 0;
    }

    [[nodiscard]] bool isModified() const { return m_document.isModified(); }

    [[nodiscard]] bool isRunning() const { return m_session.isActive(); }

    /// It asks something, or says that something went wrong.
    [[nodiscard]] bool wantsALook() const;

    [[nodiscard]] TopologyDocument& document() { return m_document; }

    [[nodiscard]] const TopologyDocument& document() const { return m_document; }

    [[nodiscard]] RunSession& session() { return m_session; }

    [[nodiscard]] const RunSession& session() const { return m_session; }

    [[nodiscard]] CanvasView& canvas() { return *m_canvas; }

    [[nodiscard]] MessageBar& messages() { return *m_messages; }

    [[nodiscard]] ChoiceBar& choices() { return *m_choices; }

    [[nodiscard]] TabPanels& panels() { return *m_panels; }

    [[nodiscard]] FileController& files() { return *m_files; }

    [[nodiscard]] FileGuard& guard() { return *m_guard; }

    [[nodiscard]] FindController& finder() { return *m_finder; }

    [[nodiscard]] RunController& run() { return *m_run; }

    [[nodiscard]] PaletteDrops& drops() { return *m_drops; }

    [[nodiscard]] const CanvasMenus& menus() const { return *m_menus; }

    bool eventFilter(QObject* object, QEvent* event) override;

Q_SIGNALS:
    /// What its tab shows of it: title, unsaved work, run, trouble.
    void looksChanged();

private:
    void layOut();
    void connectParts();

    TopologyDocument m_document;
    RunSession m_session;
    /// Over the canvas: beside it they would move its cards away under the pointer.
    QWidget* m_bars = nullptr;
    MessageBar* m_messages;
    ChoiceBar* m_choices;
    CanvasView* m_canvas;
    TabPanels* m_panels;
    FileController* m_files;
    FileGuard* m_guard;
    FindController* m_finder;
    RunController* m_run;
    PaletteDrops* m_drops;
    std::unique_ptr<CanvasMenus> m_menus;
};

} // namespace topomq::ui
