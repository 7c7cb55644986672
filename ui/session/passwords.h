#pragma once
// The PLAIN passwords of the open topology. They are kept in the file of keys beside the topology
// file, which only its owner can read, and in memory until there is such a file; never in the
// topology itself.

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace topomq::runtime {
class KeyStore;
}

namespace topomq::ui {

class TopologyDocument;

/// Follows the document: what was set before it had a file, or made by its run, goes into the file
/// of keys with the first saving, and along to another file. Thread: the window's.
class Passwords : public QObject
{
    Q_OBJECT

public:
    explicit Passwords(TopologyDocument& document, QObject* parent = nullptr);
    ~Passwords() override;

    struct Found
    {
        /// Empty: none yet; one is made when it is first needed.
        QString password;
        /// Why the file of keys cannot be read; empty: it could, or there is none.
        QString problem;
    };

    [[nodiscard]] Found find(const QString& user) const;
    /// Why it was not taken, in words; empty: it was.
    [[nodiscard]] QString set(const QString& user, const QString& password);

    /// The keys for a run that begins now: the run and the window share them until `endRun`, so
    /// that a server asks for what is set here at once.
    [[nodiscard]] std::shared_ptr<runtime::KeyStore> beginRun();
    void endRun();

private:
    [[nodiscard]] std::shared_ptr<runtime::KeyStore> fresh() const;
    /// Where those of the file are now: the keys of the run as long as they are of this file.
    [[nodiscard]] std::shared_ptr<runtime::KeyStore> kept() const;
    /// From the one that is kept, else the one that the run has.
    [[nodiscard]] std::optional<std::string> look(const runtime::KeyStore& store,
                                                  const std::string& user) const;
    void followFile();
    /// The run goes on with the keys that it has, but they are no longer those of the file.
    void partFromRun();

    TopologyDocument& m_document;
    QString m_file;
    /// Set while there was no file.
    std::map<std::string, std::string> m_unsaved;
    std::shared_ptr<runtime::KeyStore> m_ofRun;
    /// The run began with the file that is open still.
    bool m_isRunOfFile = false;
};

} // namespace topomq::ui
