using System.Security.Cryptography;
using System.Text.Json;

namespace RawInference.Connectors.Tests.Google.Vertex;

/// <summary>Files as Google writes them, whose tokens come from the test's own server.</summary>
internal sealed class CredentialFiles : IDisposable
{
    private static readonly Lazy<string> Key = new(() =>
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    });

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rawinference-");

    public static string TokenUri { get; } = $"https://{TokenServerHandler.TokenHost}/token";

    public string ServiceAccount(string? quotaProject = null) => Write(new Dictionary<string, string?>
    {
        ["type"] = "service_account",
        ["project_id"] = "p",
        ["private_key_id"] = "k1",
        ["private_key"] = Key.Value,
        ["client_email"] = "robot@p.test",
        ["token_uri"] = TokenUri,
        ["quota_project_id"] = quotaProject,
    });

    public string User() => Write(new Dictionary<string, string?>
    {
        ["type"] = "authorized_user",
        ["client_id"] = "client",
        ["client_secret"] = "client-secret",
        ["refresh_token"] = "refresh-secret",
        ["quota_project_id"] = "paying",
        ["token_uri"] = TokenUri,
    });

    public string Text(string text)
    {
        var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(Dictionary<string, string?> members) => Text(JsonSerializer.Serialize(members));
}
