#pragma once
// Saves one open file, and asks before its unsaved work or its run goes.

#include <QObject>
#include <QString>

#include <functional>

class QWidget;

namespace topomq::ui {

class FilePlaces;
class RunSession;
class TopologyDocument;

/// Questions are asked in front of `window`. Thread: the window's.
class FileController : public QObject
{
    Q_OBJECT

public:
    /// Is the file open, and not as this document?
    using IsOpenElsewhere =
        std::function<bool(const QString& path, const TopologyDocument& document)>;

    FileController(TopologyDocument& document,
                   const RunSession& session,
                   FilePlaces& places,
                   IsOpenElsewhere isOpenElsewhere,
                   QWidget& window);

    /// False: it was not written; the user knows why.
    bool save();
    bool saveAs();
    /// Asks about a run that goes on. True: it may be stopped, or there is none.
    [[nodiscard]] bool mayStop();
    /// Asks about work that is not saved, which there is. True: the document may go.
    [[nodiscard]] bool mayLeave();

Q_SIGNALS:
    /// The file cannot be written; the document stays as it is.
    void failed(const QString& text);

private:
    /// Not over a file that is open elsewhere.
    [[nodiscard]] bool mayWriteTo(const QString& path);
    /// A sentence with a place for the title.
    [[nodiscard]] QString whatIsUnsaved() const;
    void refuseOpenFile(const QString& path);
    bool write(const QString& path);

    TopologyDocument& m_document;
    const RunSession& m_session;
    FilePlaces& m_places;
    IsOpenElsewhere m_isOpenElsewhere;
    QWidget& m_window;
};

} // namespace topomq::ui
