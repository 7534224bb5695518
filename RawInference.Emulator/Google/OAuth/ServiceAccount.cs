using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.Google.OAuth;

/// <summary>The emulator's own service account and its user: key files to fetch, made for one process.</summary>
internal sealed class ServiceAccount : IDisposable
{
    public const string Email = "emulator@emulator-project.iam.gserviceaccount.com";
    public const string ClientId = "emulator.apps.googleusercontent.com";
    public const string ClientSecret = "GOCSPX-emulator";
    public const string RefreshToken = "1//emulator-refresh-token";

    private const string Project = "emulator-project";

    private readonly Lazy<RSA> _key = new(() => RSA.Create(2048));

    public RSA Key => _key.Value;

    public JsonObject KeyFile(string tokenUri) => new()
    {
        ["type"] = "service_account",
        ["project_id"] = Project,
        ["private_key_id"] = Convert.ToHexStringLower(SHA256.HashData(Key.ExportSubjectPublicKeyInfo()))[..40],
        ["private_key"] = Key.ExportPkcs8PrivateKeyPem(),
        ["client_email"] = Email,
        ["client_id"] = "100000000000000000001",
        ["auth_uri"] = "https://accounts.google.com/o/oauth2/auth",
        ["token_uri"] = tokenUri,
        ["universe_domain"] = "googleapis.com",
    };

    public static JsonObject UserFile(string tokenUri) => new()
    {
        ["type"] = "authorized_user",
        ["client_id"] = ClientId,
        ["client_secret"] = ClientSecret,
        ["refresh_token"] = RefreshToken,
        ["quota_project_id"] = Project,
        ["token_uri"] = tokenUri,
        ["universe_domain"] = "googleapis.com",
    };

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            Key.Dispose();
        }
    }
}
