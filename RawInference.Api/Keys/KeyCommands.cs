using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RawInference.Api.Admin;
using RawInference.Api.CommandLine;
using RawInference.State.Keys;

namespace RawInference.Api.Keys;

/// <summary>The command line's <c>keys …</c>: an operator's way to keys, also before there is any.</summary>
internal static class KeyCommands
{
    private const int PageSize = 100;

    private static readonly CommandOption Grace = new("--grace", "SECONDS", "grace_s", IsNumber: true);

    public static IReadOnlyList<Command> All { get; } =
    [
        new("keys new", "[environment]", [], NewAsync),
        new(
            "keys create",
            null,
            [
                new("--name", "NAME", "name"),
                new("--description", "TEXT", "description"),
                new("--organization", "ID", "organization"),
                new("--namespace", "NAME", "namespaces", Repeats: true),
                new("--default-namespace", "NAME", "default_namespace"),
                new("--permission", "WORD", "permissions", Repeats: true),
                new("--provider", "NAME", "providers", Repeats: true),
                new("--model", "NAME", "models", Repeats: true),
                new("--operation", "WORD", "operations", Repeats: true),
                .. CommandOption.Limits,
                new("--expires", "MOMENT", "expires_at"),
                CommandOption.Json,
            ],
            CreateAsync),
        new("keys list", null, [CommandOption.Json], ListAsync),
        new("keys show", "id", [CommandOption.Json], ShowAsync),
        new("keys rotate", "id", [Grace, CommandOption.Json], RotateAsync),
        new("keys revoke", "id", [CommandOption.Json], RevokeAsync),
    ];

    /// <summary>Prints a new key once, and what the configuration keeps of it.</summary>
    private static Task NewAsync(CommandCall call)
    {
        var environment = call.Argument ?? ApiKeyFormat.Live;
        if (environment.Length > 16 || !ApiKeyFormat.IsId(environment))
        {
            throw new CommandUsageException("The environment has 1 to 16 lower-case letters and digits.");
        }

        var key = ApiKeyFormat.Create(environment);
        var id = ApiKeyFormat.TryParse(key, out var found) ? found : throw new UnreachableException("A new key is a key.");
        var hash = call.Services.GetRequiredService<KeyHasher>().HashText(key);
        CommandOutput.WriteLines(("Key", key), ("Hash", $"{KeyOptions.Section}:Hashed:{id}:Hash = {hash}"));
        return Task.CompletedTask;
    }

    private static async Task CreateAsync(CommandCall call)
    {
        var edit = KeyFields.Read(AdminFields.Of(call.Body(), KeyFields.Names), isNew: true);
        var minted = await Keys(call).MintAsync(KeyService.CommandLine, edit, CancellationToken.None);
        Write(call, minted.Entry, minted.Secret);
    }

    private static async Task ListAsync(CommandCall call)
    {
        var entries = new List<KeyEntry>();
        while (true)
        {
            var page = await Keys(call).ListAsync(KeyService.CommandLine, entries.LastOrDefault()?.Id, PageSize, CancellationToken.None);
            entries.AddRange(page.Items);
            if (!page.HasMore)
            {
                break;
            }
        }

        if (call.Json)
        {
            CommandOutput.WriteJson(writer => WriteAll(writer, Keys(call), entries));
            return;
        }

        foreach (var entry in entries)
        {
            Console.Out.WriteLine($"{entry.Id,-14} {Word(Keys(call).StateOf(entry)),-8} {entry.Organization,-20} {entry.Key.Name}");
        }
    }

    private static void WriteAll(Utf8JsonWriter writer, KeyService keys, List<KeyEntry> entries)
    {
        writer.WriteStartArray();
        foreach (var entry in entries)
        {
            KeyWire.Write(writer, entry, keys.StateOf(entry));
        }

        writer.WriteEndArray();
    }

    private static async Task ShowAsync(CommandCall call) =>
        Write(call, await Keys(call).GetAsync(KeyService.CommandLine, call.Argument!, CancellationToken.None));

    private static async Task RotateAsync(CommandCall call)
    {
        var minted = await Keys(call).RotateAsync(
            KeyService.CommandLine, call.Argument!, RotateFields.Read(AdminFields.Of(call.Body(), RotateFields.Names)), CancellationToken.None);
        Write(call, minted.Entry, minted.Secret);
    }

    private static async Task RevokeAsync(CommandCall call) =>
        Write(call, await Keys(call).RevokeAsync(KeyService.CommandLine, call.Argument!, CancellationToken.None));

    private static KeyService Keys(CommandCall call) => call.Services.GetRequiredService<KeyService>();

    private static void Write(CommandCall call, KeyEntry entry, string? secret = null)
    {
        var state = Keys(call).StateOf(entry);
        if (call.Json)
        {
            CommandOutput.WriteJson(writer => KeyWire.Write(writer, entry, state, secret));
            return;
        }

        var key = entry.Key;
        CommandOutput.WriteLines(
            ("Key", secret),
            ("Id", key.Id),
            ("Name", key.Name),
            ("Description", key.Description),
            ("Status", Word(state)),
            ("Organization", key.Organization),
            ("Namespaces", Words(key.Namespaces)),
            ("Permissions", Words(key.Permissions.Order(StringComparer.Ordinal))),
            ("Providers", Words(key.Grant.Providers)),
            ("Models", Words(key.Grant.Models)),
            ("Operations", Words(key.Grant.Operations)),
            ("Expires", key.ExpiresAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            ("Former until", entry.PreviousUntil?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
    }

    private static string Word(KeyState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    private static string? Words(IEnumerable<string>? names) => names is null ? null : string.Join(", ", names);
}
