#include "ui/theme/system_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>
#include <QTimer>

namespace topomq::ui {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kSpace = QStringLiteral("org.freedesktop.appearance");
const QString kScheme = QStringLiteral("color-scheme");
const QString kContrast = QStringLiteral("contrast");

uint numberIn(QVariant value)
{
    // Read() wraps its answer twice.
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

// Without one of these, asking for the session bus would start a bus of our own.
bool hasSessionBus()
{
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus"));
}

} // namespace

SystemScheme::SystemScheme(QObject* parent)
    : QObject(parent)
{
    if (hasSessionBus())
        QTimer::singleShot(0, this, [this] { ask(); });
}

void SystemScheme::ask()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    read(kScheme);
    // Older portals do not know it and answer with an error: contrast as usual.
    read(kContrast);
}

void SystemScheme::read(const QString& key)
{
    QDBusMessage question =
        QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    question << kSpace << key;
    auto* watcher =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, key](QDBusPendingCallWatcher* finished) {
                finished->deleteLater();
                const QDBusPendingReply<QDBusVariant> reply = *finished;
                if (reply.isValid())
                    take(key, reply.value().variant());
            });
}

void SystemScheme::take(const QString& key, const QVariant& value)
{
    if (key == kScheme)
        setValue(value);
    else if (key == kContrast)
        setContrast(value);
}

void SystemScheme::setContrast(const QVariant& value)
{
    const bool contrast = numberIn(value) == 1;
    if (contrast == m_contrast)
        return;
    m_contrast = contrast;
    Q_EMIT changed();
}

void SystemScheme::setValue(const QVariant& value)
{
    const uint number = numberIn(value);
    std::optional<bool> dark;
    if (number == 1)
        dark = true;
    else if (number == 2)
        dark = false;
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

void SystemScheme::onSettingChanged(const QString& space,
                                    const QString& key,
                                    const QDBusVariant& value)
{
    if (space == kSpace)
        take(key, value.variant());
}

} // namespace topomq::ui
