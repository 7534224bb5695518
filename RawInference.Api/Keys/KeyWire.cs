using System.Text.Json;
using RawInference.Api.Admin;
using RawInference.Core.Limits;
using RawInference.State.Keys;

namespace RawInference.Api.Keys;

/// <summary>Writes a key, never its secret unless it has just been made.</summary>
internal static class KeyWire
{
    public static void Write(Utf8JsonWriter writer, KeyEntry entry, KeyState state, string? secret = null, IReadOnlyList<LimitBalance>? balances = null)
    {
        var key = entry.Key;
        writer.WriteStartObject();
        writer.WriteString("id", key.Id);
        writer.WriteString("object", "key");
        if (secret is not null)
        {
            writer.WriteString("key", secret);
        }

        writer.WriteString("prefix", entry.Prefix);
        writer.WriteString("name", key.Name);
        writer.WriteString("description", key.Description);
        writer.WriteString("status", JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString()));
        writer.WriteString("organization", key.Organization);
        WriteNames(writer, "namespaces", key.Namespaces);
        writer.WriteString("default_namespace", key.DefaultNamespace);
        WriteNames(writer, "permissions", key.Permissions.Order(StringComparer.Ordinal));
        WriteNames(writer, "providers", key.Grant.Providers?.Order(StringComparer.Ordinal));
        WriteNames(writer, "models", key.Grant.Models?.Order(StringComparer.Ordinal));
        WriteNames(writer, "operations", key.Grant.Operations?.Order(StringComparer.Ordinal));
        LimitWire.Write(writer, key.Limits);
        writer.WriteMoment("expires_at", key.ExpiresAt);
        writer.WriteMoment("created_at", key.CreatedAt);
        writer.WriteString("created_by", entry.CreatedBy);
        writer.WriteMoment("previous_until", entry.PreviousUntil);
        writer.WriteMoment("revoked_at", entry.RevokedAt);
        if (balances is not null)
        {
            LimitWire.WriteBalances(writer, balances);
        }

        writer.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter writer, string member, IEnumerable<string>? names)
    {
        if (names is null)
        {
            writer.WriteNull(member);
            return;
        }

        writer.WriteStartArray(member);
        foreach (var name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}
