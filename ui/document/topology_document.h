#pragma once
// Keeps a topology with its undo history, its file, its findings and the selection that all
// views share.

#include "engine/model/edit.h"
#include "engine/model/endpoints.h"
#include "engine/model/finding.h"
#include "engine/model/node_references.h"
#include "engine/model/ports.h"
#include "engine/rules/capabilities.h"
#include "ui/document/selection.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QUndoStack>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace topomq::ui {

class EditCommand;

/// What other programs did to the file since it was read or written here.
enum class FileState { Same, Changed, Gone };

/// The only QObject around the model. Views read `topology()` and change it by `push` alone.
/// Thread: the window's.
class TopologyDocument : public QObject
{
    Q_OBJECT

public:
    explicit TopologyDocument(QObject* parent = nullptr);
    ~TopologyDocument() override;

    /// What is shown and edited: all of the file, or the inside of a sub-topology as if it were a
    /// topology of its own.
    [[nodiscard]] const model::Topology& topology() const
    {
        return m_path.empty() ? m_topology : m_inside;
    }

    /// All of the file: what is checked, run and saved.
    [[nodiscard]] const model::Topology& root() const { return m_topology; }

    /// The instances that lead inside, from the outermost; empty: all of the file is shown.
    [[nodiscard]] const std::vector<model::NodeId>& path() const { return m_path; }

    /// The definition that is shown; null: all of the file is.
    [[nodiscard]] const model::Definition* openDefinition() const;

    /// The same with all of the file. It is valid until the next change.
    [[nodiscard]] model::ShownPart shownPart() const
    {
        return {topology(), m_topology, openDefinition()};
    }

    /// Shows what is inside of the last of these instances; of no instance: all of the file. False:
    /// there is nothing to show.
    bool openInside(const std::vector<model::NodeId>& path);
    /// One further out.
    bool leaveInside();
    /// `where` of a finding or event (`stage1/w1.in`) as it is called in what is shown; of
    /// something deeper inside the instance that holds it; nothing: it is elsewhere.
    [[nodiscard]] std::optional<std::string> placeInView(const std::string& where) const;

    [[nodiscard]] QUndoStack* undoStack() { return &m_undoStack; }

    [[nodiscard]] Selection* selection() { return &m_selection; }

    [[nodiscard]] const Selection& selection() const { return m_selection; }

    /// Applies the edit as one undo step called `text` ("Move 3 nodes"). Steps with the same
    /// non-empty `gesture` that follow each other become one (typing in one field, one spin).
    /// What loses a socket inside of a sub-topology takes the port for it along, and the links at
    /// that port outside. Of each edit, texts, places and sizes that no file may hold become ones
    /// that it may (see engine/io/fit_for_file.h).
    void push(const QString& text, const model::Edit& edit, const QString& gesture = {});
    /// Takes the last step back as if it had never been, when it is one of this gesture.
    void forget(const QString& gesture);
    /// Applies an edit of all of the file, whatever part of it is shown, as one undo step.
    void pushToRoot(const QString& text, const model::Edit& edit);
    /// The same for one that takes ports away, and the links at them along.
    void pushPorts(const QString& text, const model::PortsRemoved& removed);
    /// As `push`, for an edit that gives nodes that are shown other names. Those who name them in
    /// other parts of the file follow, but for what is inside of the nodes that go `together`.
    void pushRenaming(const QString& text,
                      const model::Edit& edit,
                      const model::Renaming& renaming,
                      const std::set<model::NodeId>& together = {});
    /// As `push`, for an edit that takes addresses away: the links outside that used them go or
    /// follow in the same step.
    void pushEndpoints(const QString& text, const model::EndpointEdit& edit);
    /// Does to all of the file what the fix of a finding says, as far as it still fits. What
    /// is shown stays open as long as it is there.
    void pushToFile(const QString& text, const model::Edit& edit);

    /// Starts over with this topology: empty history, clean. `fileDigest` is that of the text which
    /// was read from the file.
    void
    reset(model::Topology topology, const QString& filePath, const QByteArray& fileDigest = {});

    /// Absolute, or empty: work on it is kept for programs that start in another folder.
    [[nodiscard]] QString filePath() const { return m_filePath; }

    void setFilePath(const QString& path);
    /// File name, else the topology's name, else "Untitled".
    [[nodiscard]] QString title() const;

    /// Does no file hold what is here? None does, either, once its file was found to be gone.
    [[nodiscard]] bool isModified() const { return !m_undoStack.isClean() || m_isFileGone; }

    /// Empty when it was written whole; else what went wrong and where. The old file stays whole.
    [[nodiscard]] QString saveTo(const QString& path);
    /// Does another text stand in the file than the one read or written here last? Not when the
    /// file is gone: then there is nothing to lose.
    [[nodiscard]] bool isFileChangedOutside() const;
    [[nodiscard]] FileState fileState() const;
    /// The same; from then on what has no file any more counts as not saved, until one holds it
    /// again: another text in its place does not.
    FileState lookAtFile();

    /// It was when somebody looked last, or when people kept what is here without it; no file holds
    /// any of it since.
    [[nodiscard]] bool isFileGone() const;
    /// People know what stands in the file now, and keep what is here: that counts as not saved.
    void keepOverFile();
    /// The same where they know that the file is gone; nobody looks for another in its place.
    void keepWithoutFile();
    /// Takes over what another program wrote, as one undo step; clean after it.
    void reload(model::Topology topology, const QByteArray& fileDigest);

    /// Of the text that was read from the file or written to it last; empty without one.
    [[nodiscard]] QByteArray fileDigest() const { return m_fileDigest; }

    /// Findings of the rules; brought up to date shortly after each change.
    [[nodiscard]] const std::vector<model::Finding>& findings() const { return m_findings; }

    /// The same as far as they are about what is shown, by its names; what is deeper inside stands
    /// at the instance that holds it. Of a file that is shown whole: all of them.
    [[nodiscard]] const std::vector<model::Finding>& findingsInView() const
    {
        return m_findingsInView;
    }

    /// Shows the part of the file that `where` of a finding is in, and returns what it is called
    /// there.
    std::string openPlace(const std::string& where);

    /// Brings them up to date now.
    void checkNow();

    /// What this machine can do; the findings depend on it.
    [[nodiscard]] const rules::Capabilities& capabilities() const { return m_capabilities; }

    void setCapabilities(rules::Capabilities capabilities);

    /// What is still being typed becomes an edit now, as if its field had been left: before the
    /// file is saved or asked whether it is, before a step is taken back, and before another part
    /// or another file is shown. Does nothing while a step is being taken back or done again.
    void settle();

Q_SIGNALS:
    void changed(const topomq::model::Change& change);
    /// With an edit inside of a sub-topology these ports went, or addresses (no ports), and these
    /// links outside.
    void portsWent(std::size_t ports, std::size_t links);
    /// What is still being typed into a field or onto the canvas has to be pushed now.
    void settling();
    /// Another part of the file is shown: read all of it again.
    void insideChanged();
    /// A new topology took the place of the old one: read everything again.
    void wasReset();
    void findingsChanged();
    /// The text is about to be written to the file.
    void aboutToBeSaved();
    /// It stands in the file.
    void saved();
    /// Path, title or modified flag.
    void titleChanged();

private:
    friend class EditCommand;
    /// To what is shown, and to all of the file. Whoever asks announces the change.
    [[nodiscard]] model::Applied applyEdit(const model::Edit& edit);
    [[nodiscard]] model::Applied applyToFile(const model::Edit& edit);
    void announce(const model::Change& change);
    void push(EditCommand* command);
    void pushWithOutside(const QString& text, const model::Edit& shown, model::Batch outside);
    void dropRemovedFromSelection(const model::Change& change);

    bool showInside(const std::vector<model::NodeId>& path);
    void setFileGone(bool isGone);
    void keepOver(const QByteArray& fileDigest);

    void readInside();
    void followFile(model::Change& change);
    void readFindingsInView();
    void writeInside();

    model::Topology m_topology;
    std::vector<model::NodeId> m_path;
    model::DefinitionId m_shown;
    model::Topology m_inside;
    QString m_filePath;
    /// Of the text that was read from there or written to it last.
    QByteArray m_fileDigest;
    /// When somebody looked last.
    bool m_isFileGone = false;
    std::vector<model::Finding> m_findings;
    std::vector<model::Finding> m_findingsInView;
    rules::Capabilities m_capabilities;
    QUndoStack m_undoStack;
    bool m_isStepping = false;
    bool m_isForgetting = false;
    Selection m_selection;
    QTimer m_checkTimer;
};

} // namespace topomq::ui
