#pragma once
// Rows for the security of one socket: mechanism, side, whom it lets in.

#include "engine/model/topology.h"
#include "ui/inspector/inspector_context.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace topomq::ui {

class FoldSection;
class PasswordFields;
class ValueField;

/// The users whose passwords matter to a PLAIN socket: its own name, or those that the server may
/// let in; empty without PLAIN.
[[nodiscard]] QStringList usersOf(const model::Topology& topology, const model::SocketRef& ref);
/// The row for the user name of a PLAIN client.
[[nodiscard]] ValueField*
makeUserNameField(const model::SocketRef& socket, const InspectorContext& context, QWidget* parent);

/// Folded away where there is no security. What is built depends on mechanism and side: another
/// one, another page. Thread: the window's.
class SecurityFields : public QWidget
{
    Q_OBJECT

public:
    SecurityFields(const model::SocketRef& socket,
                   const InspectorContext& context,
                   QWidget* parent);

    void sync();

private:
    void addFields();
    [[nodiscard]] QString summary() const;

    model::SocketRef m_socket;
    const InspectorContext& m_context;
    FoldSection* m_section = nullptr;
    PasswordFields* m_passwords = nullptr;
    std::vector<ValueField*> m_fields;
};

} // namespace topomq::ui
