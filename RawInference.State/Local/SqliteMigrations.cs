using System.Globalization;

namespace RawInference.State.Local;

/// <summary>
/// Brings a database to the present schema: the scripts <c>Schema/{number}-{name}.sql</c>, of which SQLite's <c>user_version</c>
/// counts those that were carried out. A script that was released is never edited; a change is another script.
/// </summary>
internal static class SqliteMigrations
{
    private const string Folder = "RawInference.State.Local.Schema.";

    private static readonly string[] Scripts = [.. Names().OrderBy(NumberOf).Select(Read)];

    /// <summary>The schema that this version knows.</summary>
    public static int Version => Scripts.Length;

    /// <exception cref="InvalidDataException">The database is of a later version.</exception>
    public static void Apply(StateConnection connection, string path)
    {
        if (VersionOf(connection, path) == Version)
        {
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        // Read again: another process may have been first.
        for (var version = VersionOf(connection, path); version < Version; version++)
        {
            using var script = connection.CreateCommand();
            script.CommandText = $"{Scripts[version]}\nPRAGMA user_version = {version + 1};";
            script.ExecuteNonQuery();
        }

        connection.Execute("COMMIT");
    }

    private static int VersionOf(StateConnection connection, string path)
    {
        var version = (int)(connection.Number("PRAGMA user_version") ?? 0);
        return version <= Version
            ? version
            : throw new InvalidDataException(
                $"{path} was written by a later version of RawInference (its schema is {version}, this one knows {Version}). Run that version, or set {StateOptions.Section}:{nameof(StateOptions.DataPath)} to another folder.");
    }

    private static IEnumerable<string> Names() => typeof(SqliteMigrations).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal));

    private static int NumberOf(string name) => int.Parse(name[Folder.Length..name.IndexOf('-', Folder.Length)], CultureInfo.InvariantCulture);

    private static string Read(string name)
    {
        using var stream = typeof(SqliteMigrations).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
