using System.Text.Json;
using RawInference.Api.Admin;
using RawInference.Core.Identity;
using RawInference.Core.Limits;

namespace RawInference.Api.Namespaces;

/// <summary>Writes a namespace.</summary>
internal static class NamespaceWire
{
    public static void Write(Utf8JsonWriter writer, Namespace entry, IReadOnlyList<LimitBalance>? balances = null)
    {
        writer.WriteStartObject();
        writer.WriteString("id", entry.Id);
        writer.WriteString("object", "namespace");
        writer.WriteString("name", entry.Name);
        writer.WriteString("organization", entry.Organization);
        LimitWire.Write(writer, entry.Limits);
        writer.WriteMoment("created_at", entry.CreatedAt);
        if (balances is not null)
        {
            LimitWire.WriteBalances(writer, balances);
        }

        writer.WriteEndObject();
    }
}
